import { z } from "zod";
import { Price, PriceConfidence, PriceSource } from "./price-book.ts";
import { PricePart } from "./price-reading.ts";
import { PriceChange } from "./price-refresh.ts";
import { RefreshState } from "./refresh-state.ts";

/** Where the reading of prices stands, and how the last one went, part by part. */
export const PricesRefresh = RefreshState.extend({ parts: z.array(PricePart) });

export type PricesRefresh = z.infer<typeof PricesRefresh>;

/** A price in force, with where it is from. */
export const ListedPrice = z.object({
  /** Name in the price book, such as `route53.query.latency`. */
  id: z.string(),
  price: Price,
  source: PriceSource,
  /** Whether it came with the program, or was read from the Price List since. */
  origin: z.enum(["shipped", "price-list"]),
});

export type ListedPrice = z.infer<typeof ListedPrice>;

export const PricesQuery = z.object({
  filter: z
    .string()
    .max(200)
    .optional()
    .describe("words that the name or the label of a price has to hold, all of them"),
  confidence: PriceConfidence.optional(),
});

export type PricesQuery = z.infer<typeof PricesQuery>;

/** The prices that costs are counted with: those that Isochrone came with, or what AWS stated since. */
export const PricesAnswer = z.object({
  /** Changes with every price. */
  version: z.string(),
  currency: z.literal("USD"),
  /** Day of the newest reading, or on which the shipped prices were compiled. */
  compiledOn: z.iso.date(),
  shippedOn: z.iso.date(),
  hoursPerMonth: z.int().positive(),
  freeTransferOutGb: z.number().nonnegative(),
  /** All prices in force; those asked for are below. */
  total: z.int().nonnegative(),
  prices: z.array(ListedPrice),
  refresh: PricesRefresh,
});

export type PricesAnswer = z.infer<typeof PricesAnswer>;

/** What one reading changed. */
export const PriceNews = z.object({
  atMs: z.int(),
  changes: z.array(PriceChange),
  /** Changes beyond those that are named. */
  more: z.int().nonnegative(),
});

export type PriceNews = z.infer<typeof PriceNews>;

/** Readings that changed prices, the newest first. */
export const PriceChangesAnswer = z.object({ readings: z.array(PriceNews) });

export type PriceChangesAnswer = z.infer<typeof PriceChangesAnswer>;
