import { z } from "zod";
import { DecimalText } from "./decimal-text.ts";

const UsdOrUnknown = DecimalText.nullable();
const Day = z.string().nullable();

/** Something in the Price List that could not be used, and why. */
export const PriceMisfit = z.object({
  /** Code of the service in the Price List: `AmazonRoute53`. */
  service: z.string(),
  /** Which product or price. */
  what: z.string(),
  reason: z.string(),
});

export type PriceMisfit = z.infer<typeof PriceMisfit>;

/** A stretch of quantities in which both the old and the new price are one. */
const ChangedTier = z.object({
  from: z.number().nonnegative(),
  /** Null where it has no end. */
  upTo: z.number().positive().nullable(),
  /** USD per `per` units; null where unknown. */
  oldUsd: UsdOrUnknown,
  newUsd: UsdOrUnknown,
  /** From old to new; null where either is unknown, or the old one is zero. */
  percent: z.number().nullable(),
});

/**
 * How a price differs from an older book: another figure (`changed`), known at last (`found`), or not
 * in the older book at all (`added`).
 */
export const PriceChange = z.object({
  price: z.string(),
  label: z.string(),
  kind: z.enum(["changed", "found", "added"]),
  unit: z.string(),
  per: z.int().positive(),
  tiers: z.array(ChangedTier).min(1),
  oldAsOf: Day,
  newAsOf: Day,
});

export type PriceChange = z.infer<typeof PriceChange>;
