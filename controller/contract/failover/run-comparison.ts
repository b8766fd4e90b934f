import { z } from "zod";
import { LaneResult } from "./failover-result.ts";

/** Milliseconds that the later run took longer, somewhere between the two; null where without bound. */
const Difference = z.object({ lowerMs: z.number().nullable(), upperMs: z.number().nullable() });

/** `same`: no difference that could be told; `unknown`: one of them has no time to compare. */
const RunChange = z.object({
  change: z.enum(["faster", "slower", "same", "unknown"]),
  difference: Difference.nullable(),
});

export type RunChange = z.infer<typeof RunChange>;

/** What became different from one run to another. */
export const RunComparison = z.object({
  /** The times until stable of lanes that both have. */
  lanes: z.array(
    LaneResult.pick({ vantage: true, entry: true, class: true }).extend(RunChange.shape),
  ),
  /** By way in, the time by which 95 % of the users were stable. */
  users: z.array(LaneResult.pick({ entry: true }).extend(RunChange.shape)),
  /** Fields of the plan that differ. */
  planFields: z.array(z.string()),
});

export type RunComparison = z.infer<typeof RunComparison>;
