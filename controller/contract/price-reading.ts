import { z } from "zod";
import { ReadError } from "./inventory-part.ts";
import { PriceQuote } from "./price-quote.ts";
import { PriceMisfit } from "./price-refresh.ts";

/** One part of the Price List: what was heard of it, and what went wrong. */
export const PricePart = z.object({
  /** Such as `route53`, or `ec2-t4g.nano`. */
  id: z.string().min(1),
  /** What it holds, in words. */
  label: z.string(),
  /** Code of the service in the Price List: `AmazonRoute53`. */
  service: z.string(),
  /**
   * `read`: AWS named products. `unchanged`: it named the same ones as before. `failed`: it could not be
   * read, or not to its end; what an earlier reading left of it stands.
   */
  state: z.enum(["read", "unchanged", "failed"]),
  /** Prices of it that are in force, of this reading and of earlier ones. */
  prices: z.int().nonnegative(),
  error: ReadError.nullable(),
  /** Products that could not be used; the prices that they are of stay as they were. */
  misfits: z.array(PriceMisfit),
  /** Products that could not be used beyond those that are named. */
  moreMisfits: z.int().nonnegative(),
  /** Day on which AWS published it; null where it was never read, or the list names none. */
  publishedOn: z.iso.date().nullable(),
  triedAtMs: z.int(),
  /** When AWS last named these prices; null where it never did. */
  readAtMs: z.int().nullable(),
  /** The day of that in UTC. */
  readOn: z.iso.date().nullable(),
});

export type PricePart = z.infer<typeof PricePart>;

/** By what an unchanged part is recognised. */
export const PriceListMark = z.object({
  /** Of the service's prices, as AWS counts them; null where products name several, or none. */
  version: z.string().nullable(),
  /** SHA-256 of the first page. */
  firstPage: z.string(),
  /** SHA-256 of all products, in whatever order they came. */
  content: z.string(),
});

export type PriceListMark = z.infer<typeof PriceListMark>;

/** A part with all that it gave, to be kept. */
export const KeptPricePart = PricePart.extend({
  quotes: z.array(PriceQuote),
  freeTransferOutGb: z.number().nonnegative().nullable(),
  /** Null where it was never read to its end. */
  mark: PriceListMark.nullable(),
});

export type KeptPricePart = z.infer<typeof KeptPricePart>;

/** What was read of the Price List last, filled with what earlier readings left of parts that failed. */
export const PriceReading = z.object({
  startedAtMs: z.int(),
  finishedAtMs: z.int(),
  parts: z.array(KeptPricePart),
});

export type PriceReading = z.infer<typeof PriceReading>;
