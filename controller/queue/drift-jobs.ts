import type { Queue } from "bullmq";

const CHECK = "check";
/** Enough to look at. */
const FINISHED_JOBS_KEPT = 20;

/** What is not checked now is checked with the next job of the schedule: nothing is repeated. */
const JOB_OPTIONS = {
  attempts: 1,
  removeOnComplete: { count: FINISHED_JOBS_KEPT },
  removeOnFail: { count: FINISHED_JOBS_KEPT },
};

/** The jobs that hold what stands against what was decided. */
export type DriftJobs = {
  /** Has all services checked as soon as may be; not once more where that was asked for already. */
  askCheck(): Promise<void>;
};

/** Has all services checked every so often, by one process at a time: since when is kept from check to check. */
export async function scheduleDrift(queue: Queue, everyMs: number): Promise<void> {
  await queue.setGlobalConcurrency(1);
  await queue.upsertJobScheduler(CHECK, { every: everyMs }, { name: CHECK, opts: JOB_OPTIONS });
}

export function driftJobs(queue: Queue): DriftJobs {
  return {
    async askCheck() {
      const deduplication = { id: CHECK, keepLastIfActive: true };
      await queue.add(CHECK, {}, { ...JOB_OPTIONS, deduplication });
    },
  };
}
