import type { Queue } from "bullmq";

const READ_INVENTORY = "inventory";
/** Enough to look at. */
const FINISHED_JOBS_KEPT = 20;

/** What is not read now is read with the next job of the schedule: nothing is repeated. */
const JOB_OPTIONS = {
  attempts: 1,
  removeOnComplete: { count: FINISHED_JOBS_KEPT },
  removeOnFail: { count: FINISHED_JOBS_KEPT },
};

/** The jobs that ask AWS. */
export type AwsJobs = {
  /** Has the inventory read every so often, from now on, and one job done at a time in all processes. */
  scheduleInventory(everyMs: number): Promise<void>;
  /** Has the inventory read as soon as may be; not once more where that was asked for already. */
  askInventory(): Promise<void>;
  /** Whether one is being read, or waits to be. */
  inventoryState(): Promise<"idle" | "waiting" | "reading">;
};

export function awsJobs(queue: Queue): AwsJobs {
  return {
    async scheduleInventory(everyMs) {
      await queue.setGlobalConcurrency(1);
      await queue.upsertJobScheduler(
        READ_INVENTORY,
        { every: everyMs },
        { name: READ_INVENTORY, opts: JOB_OPTIONS },
      );
    },
    async askInventory() {
      const deduplication = { id: READ_INVENTORY };
      await queue.add(READ_INVENTORY, {}, { ...JOB_OPTIONS, deduplication });
    },
    async inventoryState() {
      const { active = 0, waiting = 0 } = await queue.getJobCounts("active", "waiting");
      if (active > 0) return "reading";
      return waiting > 0 ? "waiting" : "idle";
    },
  };
}
