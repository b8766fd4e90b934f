import { z } from "zod";

/**
 * What the event stream tells: that something changed, not what it is now. Readers ask again for what
 * they show, so one stream serves every view.
 */
export const ChangeEvent = z.object({
  kind: z.enum(["measurements", "recommendation", "estate", "inventory"]),
  atMs: z.int(),
  /** Vantages with new measurements since the event before. */
  vantages: z.array(z.string()),
});

export type ChangeEvent = z.infer<typeof ChangeEvent>;
