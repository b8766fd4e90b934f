import { z } from "zod";

/**
 * An amount that must not pass through a float, such as `0.0738`: what a price list states, or an exact
 * sum of it. At most twelve digits behind the point.
 */
export const DecimalText = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,12})?$/, "must be a plain decimal number such as 0.0225");

export type DecimalText = z.infer<typeof DecimalText>;
