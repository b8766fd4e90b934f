import { z } from "zod";
import { CostLine, CostPart } from "./cost-line.ts";
import { DecimalText } from "./decimal-text.ts";

/** Sum of what is known. It is the whole cost only where `complete`. */
export const CostSum = z.object({
  /** Rounded to the cent, once, from the exact sum. */
  usdPerMonth: z.number().nonnegative(),
  exactUsd: DecimalText,
  complete: z.boolean(),
});

export type CostSum = z.infer<typeof CostSum>;

/** What a design costs in a month. */
export const MonthlyCost = CostSum.extend({
  currency: z.literal("USD"),
  /** The day on which the price book was compiled. */
  pricesCompiledOn: z.iso.date(),
  parts: z.record(CostPart, CostSum),
  lines: z.array(CostLine),
  /** Things with a quantity but no price, and why: these are in no sum. */
  unknown: z.array(z.object({ price: z.string(), label: z.string(), reason: z.string() })),
  /** Things in the sums whose price is doubtful, and why. */
  unconfirmed: z.array(z.object({ price: z.string(), label: z.string(), reason: z.string() })),
  /** What was taken for granted where the traffic does not tell. */
  assumptions: z.array(z.string()),
});

export type MonthlyCost = z.infer<typeof MonthlyCost>;
