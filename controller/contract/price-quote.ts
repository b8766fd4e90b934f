import { z } from "zod";
import { DecimalText } from "./decimal-text.ts";
import { Price } from "./price-book.ts";

/** A price as the AWS Price List states it, in the words of the price book. */
export const PriceQuote = z.object({
  /** Name in the price book. */
  price: z.string().min(1),
  label: Price.shape.label,
  unit: Price.shape.unit,
  per: Price.shape.per,
  /** The last one has no end. */
  tiers: z.array(z.object({ upTo: z.number().positive().nullable(), usd: DecimalText })).min(1),
  note: z.string().min(1).optional(),
  /** Code of the service in the Price List: `AmazonRoute53`. */
  service: z.string().min(1),
  /** Day on which AWS published it; null where the list names none. */
  asOf: z.iso.date().nullable(),
});

export type PriceQuote = z.infer<typeof PriceQuote>;
