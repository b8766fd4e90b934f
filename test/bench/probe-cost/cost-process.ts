import { Worker } from "node:worker_threads";
import { request } from "undici";
import { monotonicUs, type RunPlan, type RunResult } from "../../accuracy/messages.ts";

/** Compiling and connecting end in this time. */
const SETTLE_MS = 2_500;
const TICK_MS = 10;

/** What is run: the probe's measuring thread, or the plain client next to it. */
export interface CostPlan {
  how: "probe" | "undici";
  run: RunPlan;
}

/** What it took, with the answers that it took it for. */
export interface Cost {
  answers: number;
  cpuUs: number;
  rssBytes: number;
}

/** A process of its own, so that what it takes of the processor and the memory is the probing's. */
export function runCostProcess(planJson: string): void {
  const { how, run } = JSON.parse(planJson) as CostPlan;
  process.on("disconnect", () => process.exit());
  const answeredUs: number[] = [];
  let settledUs = 0;
  let cpu = process.cpuUsage();
  setTimeout(() => {
    settledUs = monotonicUs();
    cpu = process.cpuUsage();
  }, SETTLE_MS);

  function report(endUs: number, used: NodeJS.CpuUsage, rssBytes: number): void {
    const answers = answeredUs.filter((atUs) => atUs >= settledUs && atUs < endUs).length;
    const cost: Cost = { answers, cpuUs: used.user + used.system, rssBytes };
    process.send?.(cost, () => process.exit());
  }
  const taken = () => [monotonicUs(), process.cpuUsage(cpu), process.memoryUsage.rss()] as const;
  const endMs = SETTLE_MS + run.seconds * 1_000;

  if (how === "probe") {
    const whole: RunPlan = { ...run, seconds: run.seconds + SETTLE_MS / 1_000 };
    const worker = new Worker(new URL(import.meta.url), { workerData: whole });
    let end: ReturnType<typeof taken> | null = null;
    setTimeout(() => {
      end = taken();
    }, endMs);
    worker.on("message", ({ samples }: RunResult) => {
      for (const { outcome, startedUs } of samples) {
        if (outcome === "answer") answeredUs.push(startedUs);
      }
      report(...(end ?? taken()));
    });
    return;
  }
  requestSteadily(run, (atUs) => answeredUs.push(atUs));
  setTimeout(() => report(...taken()), endMs);
}

/** The shortest program that does as many requests: no grid, no checks, no histogram. */
function requestSteadily({ port, paths, ratePerS }: RunPlan, onAnswer: (atUs: number) => void) {
  const url = `http://127.0.0.1:${port}${paths[0] ?? "/"}`;
  const startedMs = performance.now();
  let started = 0;
  setInterval(() => {
    const due = ((performance.now() - startedMs) / 1_000) * ratePerS;
    for (; started < due; started += 1) {
      const startedUs = monotonicUs();
      request(url).then(
        async ({ body }) => {
          await body.dump();
          onAnswer(startedUs);
        },
        () => undefined,
      );
    }
  }, TICK_MS);
}
