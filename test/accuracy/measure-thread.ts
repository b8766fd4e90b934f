import { parentPort, workerData } from "node:worker_threads";
import { createAddressGuard } from "../../probe/measure/address-guard.ts";
import { KernelClock } from "../../probe/measure/kernel-clock.ts";
import { NameCache } from "../../probe/measure/name-cache.ts";
import type { Outcome } from "../../probe/measure/outcome.ts";
import { StallDetector } from "../../probe/measure/stall-detector.ts";
import { TargetMeasurer } from "../../probe/measure/target-measurer.ts";
import { runGrid } from "../../probe/schedule/run-grid.ts";
import { keepBusy } from "./keep-busy.ts";
import { monotonicUs, type RunPlan, type RunResult, type TruthSample } from "./messages.ts";

/** Connections, and the compiler's hot paths, are made in this time; a probe runs for months. */
const WARM_UP_MS = 1_000;
const HEAD_START_MS = 20;

/** The measuring thread: the probe's own measurer, grid and stall detector, and a note per sample. */
export function runMeasureThread(): void {
  const plan = workerData as RunPlan;
  const stalls = new StallDetector();
  stalls.start();
  if (plan.busy === "measuring") keepBusy();
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const resolver =
    plan.resolverPort === undefined
      ? {}
      : { resolver: { address: "127.0.0.1", port: plan.resolverPort } };
  const host = plan.metric === "dns" ? "truth.test" : "127.0.0.1";
  const measurers = plan.paths.map((path, index) => {
    const isUdp = plan.metric === "udp_rtt";
    const url = isUdp ? `udp://${host}:${plan.port}` : `http://${host}:${plan.port}${path}`;
    const target = { service: "truth", entry: "direct" as const, endpoint: `e${index}`, url };
    return new TargetMeasurer(
      { ...target, ...resolver, servedByHeader: "served-by" },
      plan.metric,
      {
        sourceAddress: null,
        guard,
        names: new NameCache(null, guard),
        ...(plan.clock === "kernel" ? { kernelClock: new KernelClock(() => undefined) } : {}),
      },
      () => stalls.recent(),
    );
  });
  const result: RunResult = { samples: [], skipped: 0 };
  const keepFromUs = monotonicUs() + WARM_UP_MS * 1_000;
  const pending = new Set<Promise<void>>();

  async function attempt(path: number): Promise<void> {
    const startedUs = monotonicUs();
    const outcome = await measurers[path]?.attempt(plan.timeoutMs);
    if (outcome === undefined || startedUs < keepFromUs) return;
    result.samples.push({ path, startedUs, ...toTruth(outcome) });
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
      skip(_path, slots) {
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

function toTruth(outcome: Outcome): Omit<TruthSample, "path" | "startedUs"> {
  if (outcome.kind !== "answer") {
    return { outcome: outcome.kind, rttUs: 0, tainted: false, heldUs: null };
  }
  const { rttUs, tainted, servedBy, clock = "user" } = outcome;
  const stamps = /^t-(\d+)-(\d+)$/.exec(servedBy ?? "");
  const heldUs = stamps === null ? null : ([Number(stamps[1]), Number(stamps[2])] as const);
  return { outcome: "answer", rttUs, tainted, clock, heldUs };
}
