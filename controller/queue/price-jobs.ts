import type { Queue } from "bullmq";
import { ONCE_JOB } from "./once-job.ts";

/** A job that reads prices: in any case, or only where they are due. */
export type PriceJob = { readonly isForced: boolean };

/** The jobs that read prices. */
export type PriceJobs = {
  /** Has it looked every so often, from now on, whether prices are due; one job at a time in all processes. */
  schedule(everyMs: number): Promise<void>;
  /** Has prices read as soon as may be; not once more where that was asked for already. */
  ask(job: PriceJob): Promise<void>;
  /** Whether they are being read, or wait to be. */
  state(): Promise<"idle" | "waiting" | "reading">;
};

export function priceJobs(queue: Queue): PriceJobs {
  return {
    async schedule(everyMs) {
      await queue.setGlobalConcurrency(1);
      await queue.upsertJobScheduler(
        "look",
        { every: everyMs },
        { name: "look", data: { isForced: false }, opts: ONCE_JOB },
      );
    },
    async ask(job) {
      const name = job.isForced ? "read" : "look";
      await queue.add(name, job, { ...ONCE_JOB, deduplication: { id: name } });
    },
    async state() {
      const { active = 0, waiting = 0 } = await queue.getJobCounts("active", "waiting");
      if (active > 0) return "reading";
      return waiting > 0 ? "waiting" : "idle";
    },
  };
}
