import { z } from "zod";
import { DecimalText } from "./decimal-text.ts";
import { Identifier } from "./measured.ts";
import { PriceConfidence } from "./price-book.ts";

/** What a line belongs to. */
export const CostPart = z.enum(["route53", "accelerator", "transfer", "extras"]);

export type CostPart = z.infer<typeof CostPart>;

/** One thing that is charged, at one price: a quantity that spans tiers has a line in each. */
export const CostLine = z.object({
  part: CostPart,
  /** Name in the price book. */
  price: z.string(),
  label: z.string(),
  /** The client group that causes it; null where it cannot be told apart. */
  group: Identifier.nullable(),
  quantity: z.number().positive(),
  unit: z.string(),
  /** USD per `per` units; null where unknown. */
  usdPerUnit: DecimalText.nullable(),
  per: z.int().positive(),
  /** Not rounded. Null where the price is unknown. */
  usd: DecimalText.nullable(),
  confidence: PriceConfidence,
  source: z.object({ title: z.string(), asOf: z.string().nullable() }),
  note: z.string().nullable(),
});

export type CostLine = z.infer<typeof CostLine>;
