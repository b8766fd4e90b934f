import { z } from "zod";
import { Identifier } from "./measured.ts";

/**
 * What one failover run told of one way in: how long users were without service, by client group. The
 * run is the unit: its groups share the moment of the failure and say one thing about the next one.
 */
export const FailoverRun = z.object({
  id: z.string().min(1).max(80),
  /** Epoch milliseconds. */
  atMs: z.int(),
  entry: z.enum(["dns", "accelerator"]),
  /** The endpoint that failed. */
  endpoint: Identifier,
  /** How long answers were kept and how health was checked in this run; null where not known. */
  ttlS: z.int().nonnegative().nullable().default(null),
  intervalS: z.int().positive().nullable().default(null),
  failureThreshold: z.int().min(1).max(10).nullable().default(null),
  /** Seconds of writes that were lost; null or left out where nothing tells. */
  lostWritesS: z.number().nonnegative().nullable().optional(),
  /** Client group → seconds until stable service, the upper end of what was seen; null: never in the run. */
  recoveryS: z.record(Identifier, z.number().nonnegative().nullable()),
});

export type FailoverRun = z.infer<typeof FailoverRun>;
