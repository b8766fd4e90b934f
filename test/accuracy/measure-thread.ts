import { parentPort, workerData } from "node:worker_threads";
import type { Target } from "../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../probe/measure/address-guard.ts";
import { KernelClock } from "../../probe/measure/kernel-clock.ts";
import { NameCache } from "../../probe/measure/name-cache.ts";
import type { Outcome } from "../../probe/measure/outcome.ts";
import { StallDetector } from "../../probe/measure/stall-detector.ts";
import { TargetMeasurer } from "../../probe/measure/target-measurer.ts";
import { raisePriority } from "../../probe/privilege/thread-priority.ts";
import { runGrid } from "../../probe/schedule/run-grid.ts";
import { trustAlso } from "../../probe/trust.ts";
import { TEST_AUTHORITY } from "../probe/helpers/tls-certificate.ts";
import { heldFromAddress } from "./held-address.ts";
import { keepBusy } from "./keep-busy.ts";
import { monotonicUs, type RunPlan, type RunResult, type TruthSample } from "./messages.ts";
import { pingLoopback } from "./ping-run.ts";

/** Connections, and the compiler's hot paths, are made in this time; a probe runs for months. */
const WARM_UP_MS = 1_000;
const HEAD_START_MS = 20;

/** The measuring thread: the probe's own measurer, grid and stall detector, and a note per sample. */
export function runMeasureThread(): void {
  const plan = workerData as RunPlan;
  const priority = plan.priority === "usual" ? "usual" : raisePriority();
  const stalls = new StallDetector();
  stalls.start();
  if (plan.busy === "measuring") keepBusy();
  const { metric } = plan;
  if (metric === "icmp_rtt") {
    void pingLoopback(plan).then((samples) =>
      parentPort?.postMessage({ samples, skipped: 0, priority } satisfies RunResult),
    );
    return;
  }
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const needsTrust = plan.metric === "tls" || plan.isSecure === true;
  const trust = needsTrust ? trustAlso(TEST_AUTHORITY) : null;
  const measurers = plan.paths.map((path, index) => {
    const target = { service: "truth", entry: "direct" as const, endpoint: `e${index}` };
    return new TargetMeasurer(
      { ...target, ...addressOf(plan, path), servedByHeader: "served-by" },
      metric,
      {
        sourceAddress: null,
        guard,
        trust,
        names: new NameCache(null, guard),
        ...(plan.clock === "kernel" ? { kernelClock: new KernelClock(() => undefined) } : {}),
      },
      () => stalls.recent(),
    );
  });
  const result: RunResult = { samples: [], skipped: 0, priority };
  const keepFromUs = monotonicUs() + WARM_UP_MS * 1_000;
  const pending = new Set<Promise<void>>();

  async function attempt(path: number): Promise<void> {
    const startedUs = monotonicUs();
    const outcome = await measurers[path]?.attempt(plan.timeoutMs);
    if (outcome === undefined || startedUs < keepFromUs) return;
    result.samples.push({ path, startedUs, ...toTruth(outcome, plan.metric) });
  }

  const intervalMs = (plan.paths.length * 1_000) / plan.ratePerS;
  const stop = runGrid(
    {
      grid: { startMs: performance.now() + HEAD_START_MS, intervalMs },
      targets: plan.paths.length,
      spreadMs: intervalMs,
    },
    {
      start(path) {
        const running = attempt(path).finally(() => pending.delete(running));
        pending.add(running);
      },
      countSkipped(_path, slots) {
        result.skipped += slots;
      },
    },
  );
  const runMs = WARM_UP_MS + plan.seconds * 1_000;
  setTimeout(() => stepWallClock(plan.clockStepMs), runMs / 2);
  setTimeout(() => {
    stop();
    void Promise.all(pending).then(() => parentPort?.postMessage(result));
  }, runMs);
}

/** Moves what this thread reads as the time of day, as a correction of the system's clock would. */
function stepWallClock(stepMs: number): void {
  const epochMs = Date.now;
  if (stepMs !== 0) Date.now = () => epochMs() + stepMs;
}

/** How the probe reaches what a run is to measure. */
function addressOf(
  { metric, port, httpVersion, isSecure = false }: RunPlan,
  path: string,
): Pick<Target, "url" | "resolver" | "httpVersion"> {
  if (metric === "dns") {
    return { url: "http://truth.test/", resolver: { address: "127.0.0.1", port } };
  }
  const version = httpVersion === undefined ? {} : { httpVersion };
  if (metric === "tls") return { url: `tls://127.0.0.1:${port}` };
  if (metric === "udp_rtt") return { url: `udp://127.0.0.1:${port}` };
  return { url: `${isSecure ? "https" : "http"}://127.0.0.1:${port}${path}`, ...version };
}

function toTruth(
  outcome: Outcome,
  metric: RunPlan["metric"],
): Omit<TruthSample, "path" | "startedUs"> {
  if (outcome.kind !== "answer") {
    return { outcome: outcome.kind, rttUs: 0, tainted: false, heldUs: null };
  }
  const { rttUs, tainted, clock = "user" } = outcome;
  return { outcome: "answer", rttUs, tainted, clock, heldUs: heldOf(outcome, metric) };
}

/** The truth as the answer carries it; nobody holds a connection, and a reflector's stay is taken off already. */
function heldOf(
  { servedBy, answers }: Extract<Outcome, { kind: "answer" }>,
  metric: RunPlan["metric"],
): TruthSample["heldUs"] {
  if (metric === "connect" || metric === "udp_rtt") return [0, 0];
  if (metric === "dns") {
    const heldUs = heldFromAddress(answers[0]);
    return heldUs === null ? null : [0, heldUs];
  }
  const stamps = /^t-(\d+)-(\d+)$/.exec(servedBy ?? "");
  return stamps === null ? null : [Number(stamps[1]), Number(stamps[2])];
}
