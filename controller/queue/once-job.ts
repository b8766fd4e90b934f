/** Enough to look at. */
const FINISHED_JOBS_KEPT = 20;

/** A job that is not repeated when it fails: the next one of its schedule, or of whoever asks, does the same. */
export const ONCE_JOB = {
  attempts: 1,
  removeOnComplete: { count: FINISHED_JOBS_KEPT },
  removeOnFail: { count: FINISHED_JOBS_KEPT },
};
