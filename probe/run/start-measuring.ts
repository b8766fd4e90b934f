import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { WorkerSetup } from "../worker/messages.ts";
import type { ProbeSetup } from "./probe-file.ts";

/**
 * The measuring thread makes a little garbage all the time and keeps next to nothing of it. Node would let
 * the space for it grow to 48 MB; a small one is also cleared in less time, which is a shorter stall.
 */
const YOUNG_GENERATION_MB = 3;

/**
 * Starts the measuring thread. It gets no token and no address of the controller.
 *
 * @param entry the program itself: it runs as the measuring thread when it finds itself in a worker
 */
export function startMeasuring(
  { vantages, allow, deny = [], spoolDir, ca, ...limits }: ProbeSetup,
  boot: string,
  entry: URL,
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
  // The optimising compiler takes 25 MB once for undici's HTTP parser, and the allocator never gives all of
  // it back. What the baseline compiler makes of it is fast enough for answers of a few hundred bytes.
  setFlagsFromString("--liftoff-only");
  return new Worker(entry, {
    workerData: setup,
    name: "isochrone-measure",
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
