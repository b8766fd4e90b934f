import { UnrecoverableError } from "bullmq";
import { StoredBytesError } from "../core/packed/byte-reader.ts";
import { storeTroubleOf } from "../store/store-trouble.ts";
import type { BatchJob } from "./batch-job.ts";

/** Failures of unknown cause, with waits that double from half a second: some eight minutes. */
export const ATTEMPTS = 10;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 120_000;
/** Redis in trouble is asked again soon, as often as it takes. */
const LONGEST_TROUBLE_RETRY_MS = 10_000;
const NO_MORE = -1;

/** Errors that the same batch meets again however often it is tried. */
const HOPELESS = [StoredBytesError, TypeError, RangeError, ReferenceError, SyntaxError] as const;

/** Whether no later attempt can do better: what is to be read is broken, or our own code is. */
export function isHopeless(error: unknown): boolean {
  if (storeTroubleOf(error) !== null) return false;
  return HOPELESS.some((kind) => error instanceof kind);
}

/**
 * Waits before the next attempt, in milliseconds; -1 makes the job a dead letter. Redis's own trouble
 * never does: a good batch outlasts an outage of any length.
 *
 * @param attempts 1 after the first
 */
export function retryDelayMs(attempts: number, error: unknown): number {
  const doubledMs = FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 16);
  if (storeTroubleOf(error) !== null) return Math.min(doubledMs, LONGEST_TROUBLE_RETRY_MS);
  return attempts >= ATTEMPTS ? NO_MORE : Math.min(doubledMs, LONGEST_RETRY_MS);
}

/**
 * Folds what a job carries.
 *
 * @throws UnrecoverableError where no later attempt can do better, else what the fold threw.
 */
export async function foldJob(
  data: unknown,
  fold: (job: BatchJob) => Promise<void>,
): Promise<void> {
  if (!isBatchJob(data)) throw new UnrecoverableError("the job carries no batch");
  try {
    await fold(data);
  } catch (error) {
    if (!isHopeless(error)) throw error;
    throw hopeless(error as Error);
  }
}

/** The outline only: the batch was validated before it was queued. */
function isBatchJob(data: unknown): data is BatchJob {
  const { batch, receivedAtMs } = (data ?? {}) as Partial<BatchJob>;
  return typeof receivedAtMs === "number" && Array.isArray(batch?.contributions);
}

/** Keeps the stack of the cause: it is what an operator reads in the dead letter. */
function hopeless(cause: Error): UnrecoverableError {
  const error = new UnrecoverableError(`${cause.name}: ${cause.message}`);
  error.cause = cause;
  error.stack = cause.stack ?? error.message;
  return error;
}
