import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { WorkerSetup } from "../worker/messages.ts";
import type { ProbeSetup } from "./probe-file.ts";

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
  return new Worker(entry, { workerData: setup, name: "isochrone-measure", execArgv: [] });
}
