import { z } from "zod";
import { Identifier } from "./measured.ts";

/**
 * What the event stream tells: that something changed, not what it is now. Readers ask again for what
 * they show, so one stream serves every view.
 */
export const ChangeEvent = z.object({
  kind: z.enum(["measurements", "recommendation", "estate", "inventory", "drift"]),
  atMs: z.int(),
  /** Vantages with new measurements since the event before. */
  vantages: z.array(z.string()),
  /** Of `drift`: whose began, ended, or has other differences than before. */
  drift: z.object({ service: Identifier, phase: z.enum(["begins", "changes", "ends"]) }).optional(),
});

export type ChangeEvent = z.infer<typeof ChangeEvent>;
