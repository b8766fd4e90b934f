import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { measuringProgram } from "../inner-program.ts";
import type { WorkerSetup } from "../worker/messages.ts";
import type { ProbeSetup } from "./probe-file.ts";

/**
 * The measuring thread makes a little garbage all the time and keeps next to nothing of it. Node would let
 * the space for it grow to 48 MB; a small one is also cleared in less time, which is a shorter stall.
 */
const YOUNG_GENERATION_MB = 3;

/**
 * Starts the measuring thread. It gets no token and no address of the controller.
 */
export function startMeasuring(
  { vantages, allow, deny = [], spoolDir, ca, ...limits }: ProbeSetup,
  boot: string,
): Worker {
  const setup: WorkerSetup = {
    boot,
    vantages: vantages.map(({ id, sourceAddress }) => ({
      id,
      sourceAddress: sourceAddress ?? null,
      journalDir: join(spoolDir, id),
    })),
    allow,
    deny,
    ca,
    limits: {
      maxPerSecond: limits.maxPerSecond ?? null,
      maxPerTargetPerSecond: limits.maxPerTargetPerSecond ?? null,
    },
  };
  return new Worker(measuringProgram(), {
    eval: true,
    workerData: setup,
    name: "isochrone-measure",
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
