import type { Queue } from "bullmq";
import { ONCE_JOB } from "./once-job.ts";

const ADVISE = "advise";

/** The jobs that evaluate services. */
export type AdviceJobs = {
  /** Has those evaluated that are due, as soon as may be; once more after an evaluation that goes on. */
  askAdvice(): Promise<void>;
};

/** Has it looked every so often which services are due, by one process at a time. */
export async function scheduleAdvice(queue: Queue, everyMs: number): Promise<void> {
  await queue.setGlobalConcurrency(1);
  await queue.upsertJobScheduler(ADVISE, { every: everyMs }, { name: ADVISE, opts: ONCE_JOB });
}

export function adviceJobs(queue: Queue): AdviceJobs {
  return {
    async askAdvice() {
      const deduplication = { id: ADVISE, keepLastIfActive: true };
      await queue.add(ADVISE, {}, { ...ONCE_JOB, deduplication });
    },
  };
}
