import { z } from "zod";

/** The one line of JSON that a dead man's timer says on standard output, once it knows. */
export const GuardAnnouncement = z.discriminatedUnion("armed", [
  /** Its order is on disk, all that it restores with is loaded, and its time runs. */
  z.object({ armed: z.literal(true) }),
  z.object({ armed: z.literal(false), problem: z.string(), mend: z.string() }),
]);

export type GuardAnnouncement = z.infer<typeof GuardAnnouncement>;
