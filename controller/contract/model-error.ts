import { z } from "zod";
import { Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";

/** What was predicted for a client group, and what was measured later. */
const GroupError = z.object({
  group: Identifier,
  weight: z.number(),
  /** How the prediction came about. */
  basis: NumberBasis,
  predictedP50Us: z.int().nonnegative().nullable(),
  measuredP50Us: z.int().nonnegative().nullable(),
  /** Measured minus predicted; null where either is not known. */
  differenceUs: z.int().nullable(),
  /** Within 5 % or 2 ms, whichever is more; null where not known. */
  isWithin: z.boolean().nullable(),
  /** Share of the group that was served by whom it was predicted to be; null where nobody told. */
  servedAsPredicted: z.number().min(0).max(1).nullable(),
});

export type GroupError = z.infer<typeof GroupError>;

/** How far an earlier recommendation's prediction was from what was measured after it. */
export const ModelError = z.object({
  recommendation: z.string(),
  service: Identifier,
  /** Name of the design whose prediction is looked at: the one that users went by. */
  design: z.string(),
  predictedAtMs: z.int(),
  /** What was measured for it. */
  measured: z.object({ fromMs: z.int(), toMs: z.int() }),
  groups: z.array(GroupError),
  /** Of the groups that could be compared, by their users; null without any. */
  p50: z
    .object({
      groups: z.int().positive(),
      withinRatio: z.number().min(0).max(1),
      /** The largest difference either way, and half of the users have one of no more than the middle. */
      middleUs: z.int().nonnegative(),
      largestUs: z.int().nonnegative(),
    })
    .nullable(),
  endpoint: z
    .object({ groups: z.int().positive(), sameRatio: z.number().min(0).max(1) })
    .nullable(),
  sentence: z.string(),
});

export type ModelError = z.infer<typeof ModelError>;
