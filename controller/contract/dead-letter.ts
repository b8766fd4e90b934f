import { z } from "zod";

/** A batch that could not be counted, with what it failed of. Kept for 30 days. */
export const DeadLetter = z.object({
  /** `<vantage>.<boot>.<seq>` */
  id: z.string(),
  vantage: z.string(),
  boot: z.string(),
  seq: z.int().nonnegative(),
  attempts: z.int().nonnegative(),
  /** What the last attempt failed of. */
  reason: z.string(),
  receivedAtMs: z.int(),
  failedAtMs: z.int(),
  /** Contributions to series in the batch; null where its content cannot be read. */
  contributions: z.int().nonnegative().nullable(),
  /** First and last minute measured; null without contributions. */
  fromMs: z.int().nullable(),
  toMs: z.int().nullable(),
});

export type DeadLetter = z.infer<typeof DeadLetter>;

/** The newest first; `total` counts those that are not shown, too. */
export const DeadLetterList = z.object({
  total: z.int().nonnegative(),
  letters: z.array(DeadLetter),
});

export type DeadLetterList = z.infer<typeof DeadLetterList>;

/** One of them with all that is known: places in the code that it failed at, and its content. */
export const DeadLetterDetail = DeadLetter.extend({
  trace: z.array(z.string()),
  batch: z.unknown(),
});

export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

/** How many were put back into the queue, or thrown away. */
export const DeadLettersDone = z.object({ done: z.int().nonnegative() });

export type DeadLettersDone = z.infer<typeof DeadLettersDone>;
