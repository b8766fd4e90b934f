import type { Queue } from "bullmq";
import { ONCE_JOB } from "./once-job.ts";

const CHECK = "check";

/** The jobs that hold what stands against what was decided. */
export type DriftJobs = {
  /** Has all services checked as soon as may be; not once more where that was asked for already. */
  askCheck(): Promise<void>;
};

/** Has all services checked every so often, by one process at a time: since when is kept from check to check. */
export async function scheduleDrift(queue: Queue, everyMs: number): Promise<void> {
  await queue.setGlobalConcurrency(1);
  await queue.upsertJobScheduler(CHECK, { every: everyMs }, { name: CHECK, opts: ONCE_JOB });
}

export function driftJobs(queue: Queue): DriftJobs {
  return {
    async askCheck() {
      const deduplication = { id: CHECK, keepLastIfActive: true };
      await queue.add(CHECK, {}, { ...ONCE_JOB, deduplication });
    },
  };
}
