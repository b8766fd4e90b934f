import { z } from "zod";

/** Where the reading of something of AWS's stands that is read on schedule and by hand. */
export const RefreshState = z.object({
  /** `not-set-up`: no process of the controller was told to read it. `waiting`: for a worker. */
  state: z.enum(["not-set-up", "idle", "waiting", "reading"]),
  /** End of the last reading; null before the first. */
  lastFinishedAtMs: z.int().nullable(),
  refreshEveryMs: z.int().nullable(),
  /** What to do where it is not set up. */
  mend: z.string().nullable(),
});

export type RefreshState = z.infer<typeof RefreshState>;
