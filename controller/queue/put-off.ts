import { DelayedError, type Job } from "bullmq";
import { storeTroubleOf } from "../store/store-trouble.ts";
import { retryDelayMs } from "./fold-failure.ts";

/**
 * Puts a job off that failed of Redis's own trouble. The attempt is not counted: a batch that outlasted
 * an outage has all its attempts left for other failures.
 *
 * @param onPutOff hears of it, as nobody else does
 * @throws DelayedError when it is put off, else the error itself
 */
export async function putOff(
  job: Job,
  token: string | undefined,
  error: unknown,
  onPutOff: () => void,
): Promise<never> {
  if (storeTroubleOf(error) === null) throw error;
  const uncounted = Math.max(1, job.attemptsStarted - job.attemptsMade);
  try {
    await job.moveToDelayed(Date.now() + retryDelayMs(uncounted, error), token);
  } catch {
    // Its lock has run out meanwhile: whoever finds it stalled takes it up again.
    throw error;
  }
  onPutOff();
  throw new DelayedError();
}
