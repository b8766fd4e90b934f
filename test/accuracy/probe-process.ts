import { Worker } from "node:worker_threads";
import { keepBusy } from "./keep-busy.ts";
import type { RunPlan, RunResult } from "./messages.ts";

/** The probing process: its main thread is idle or busy, its other thread measures. */
export function runProbeProcess(planJson: string): void {
  const plan = JSON.parse(planJson) as RunPlan;
  if (plan.busy === "main") keepBusy();
  const worker = new Worker(new URL(import.meta.url), { workerData: plan });
  worker.on("message", (result: RunResult) => process.send?.(result, () => process.exit()));
  process.on("disconnect", () => process.exit());
}
