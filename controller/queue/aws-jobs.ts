import type { Queue } from "bullmq";
import { ONCE_JOB } from "./once-job.ts";

const READ_INVENTORY = "inventory";
const ASK_ANSWERS = "answers";

/** A round of questions to Route 53. */
export type AnswersJob = {
  readonly service: string;
  /** Id of the shadow to write and ask about; what stands is asked about without one. */
  readonly shadow?: string;
  /** When it was asked for, in epoch milliseconds; jobs of earlier releases do not say. */
  readonly askedAtMs?: number;
};

/** What a job that asks AWS is about. */
export type AwsJob = { readonly kind: "inventory" } | ({ readonly kind: "answers" } & AnswersJob);

/** Jobs of earlier releases have no data: they read the inventory. */
export function awsJobOf({ name, data }: { name: string; data: unknown }): AwsJob {
  return name === ASK_ANSWERS
    ? { kind: "answers", ...(data as AnswersJob) }
    : { kind: "inventory" };
}

/** The jobs that ask AWS. */
export type AwsJobs = {
  /** Has the inventory read every so often, from now on, and one job done at a time in all processes. */
  scheduleInventory(everyMs: number): Promise<void>;
  /** Has the inventory read as soon as may be; not once more where that was asked for already. */
  askInventory(): Promise<void>;
  /**
   * Has Route 53 asked about a service as soon as may be; not once more where that waits already, but once more
   * after a round that goes on.
   */
  askAnswers(job: AnswersJob): Promise<void>;
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
        { name: READ_INVENTORY, opts: ONCE_JOB },
      );
    },
    async askInventory() {
      const deduplication = { id: READ_INVENTORY };
      await queue.add(READ_INVENTORY, {}, { ...ONCE_JOB, deduplication });
    },
    async askAnswers(job) {
      const id = `${ASK_ANSWERS} ${job.service} ${job.shadow ?? ""}`;
      const deduplication = { id, keepLastIfActive: true };
      await queue.add(ASK_ANSWERS, job, { ...ONCE_JOB, deduplication });
    },
    async inventoryState() {
      const isReading = ({ name }: { name: string }) => name === READ_INVENTORY;
      const [active, waiting] = await Promise.all([queue.getActive(), queue.getWaiting()]);
      if (active.some(isReading)) return "reading";
      return waiting.some(isReading) ? "waiting" : "idle";
    },
  };
}
