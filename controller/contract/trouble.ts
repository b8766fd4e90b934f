import { z } from "zod";

/** What keeps a controller from taking batches, or from counting them. */
export const TroubleCode = z.enum([
  "store_unavailable",
  "store_full",
  "store_disk_full",
  "queue_behind",
  "no_replica",
  "workers_stopped",
]);

export type TroubleCode = z.infer<typeof TroubleCode>;

/** A trouble of the controller itself in words: what is wrong, and what to do about it. */
export const Trouble = z.object({ code: TroubleCode, sentence: z.string(), mend: z.string() });

export type Trouble = z.infer<typeof Trouble>;
