import type { Job, Queue } from "bullmq";
import type { DeadLetterDetail, DeadLetterList } from "../contract/dead-letter.ts";
import type { BatchJob } from "./batch-job.ts";
import { letterDetailOf, letterOf } from "./letter-of-job.ts";

/** Jobs taken in hand at once where all are meant: each holds a whole batch. */
const AT_ONCE = 100;

/** Batches that failed for good, in all shards. */
export type DeadLetters = {
  list(limit: number): Promise<DeadLetterList>;
  /** Null where there is none of that name. */
  show(id: string): Promise<DeadLetterDetail | null>;
  /** Puts one back into its queue, with all its attempts; answers whether it was there. */
  replay(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  /** Puts back all that are there at the beginning; answers how many. */
  replayAll(): Promise<number>;
  discardAll(): Promise<number>;
};

type Shards = () => Promise<Queue<BatchJob>[]>;

export function deadLetters(shards: Shards): DeadLetters {
  const found = async (id: string) => {
    const jobs = await Promise.all((await shards()).map((queue) => failedJob(queue, id)));
    return jobs.filter((job) => job !== null);
  };
  const one = async (id: string, what: (job: Job<BatchJob>) => Promise<void>) => {
    const jobs = await found(id);
    const done = await Promise.all(jobs.map((job) => doneUnlessGone(job, what)));
    return done.includes(true);
  };
  const all = async (what: (job: Job<BatchJob>) => Promise<void>) => {
    const counts = (await shards()).map((queue) => everyFailed(queue, what));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  return {
    async list(limit) {
      const queues = await shards();
      const counts = await Promise.all(queues.map((queue) => queue.getFailedCount()));
      const jobs = await Promise.all(queues.map((queue) => queue.getFailed(0, limit - 1)));
      const letters = jobs
        .flat()
        // One that is removed while the list is read has no job any more.
        .filter((job) => job !== undefined && job !== null)
        .map(letterOf)
        .sort((one, other) => other.failedAtMs - one.failedAtMs || (one.id < other.id ? -1 : 1));
      return {
        total: counts.reduce((sum, count) => sum + count, 0),
        letters: letters.slice(0, limit),
      };
    },
    async show(id) {
      const [job] = await found(id);
      return job === undefined ? null : letterDetailOf(job);
    },
    replay: (id) => one(id, replayJob),
    discard: (id) => one(id, discardJob),
    replayAll: () => all(replayJob),
    discardAll: () => all(discardJob),
  };
}

async function replayJob(job: Job<BatchJob>): Promise<void> {
  await job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
}

async function discardJob(job: Job<BatchJob>): Promise<void> {
  await job.remove();
}

async function failedJob(queue: Queue<BatchJob>, id: string): Promise<Job<BatchJob> | null> {
  const job = await queue.getJob(id);
  if (job === undefined || job === null) return null;
  return (await job.isFailed()) ? job : null;
}

/** Oldest first: what fails again after its replay is newer than the beginning and is left alone. */
async function everyFailed(
  queue: Queue<BatchJob>,
  what: (job: Job<BatchJob>) => Promise<void>,
): Promise<number> {
  let left = await queue.getFailedCount();
  let done = 0;
  while (left > 0) {
    const jobs = await queue.getJobs(["failed"], 0, Math.min(left, AT_ONCE) - 1, true);
    const present = jobs.filter((job) => job !== undefined && job !== null);
    if (present.length === 0) break;
    const results = await Promise.all(present.map((job) => doneUnlessGone(job, what)));
    done += results.filter(Boolean).length;
    left -= present.length;
  }
  return done;
}

/** False for a job that somebody else took in hand meanwhile. */
async function doneUnlessGone(
  job: Job<BatchJob>,
  what: (job: Job<BatchJob>) => Promise<void>,
): Promise<boolean> {
  try {
    await what(job);
    return true;
  } catch (error) {
    if (await job.isFailed()) throw error;
    return false;
  }
}
