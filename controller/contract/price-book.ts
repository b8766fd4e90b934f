import { z } from "zod";
import { DecimalText } from "./decimal-text.ts";
import { Identifier } from "./measured.ts";

/**
 * How far a price can be trusted: `stated` by AWS, read off what AWS states (`derived`), quoted by
 * somebody else (`second_hand`), doubtful (`unconfirmed`), or not known at all.
 */
export const PriceConfidence = z.enum([
  "stated",
  "derived",
  "second_hand",
  "unconfirmed",
  "unknown",
]);

export type PriceConfidence = z.infer<typeof PriceConfidence>;

/** Where prices come from, and of which day or month they are; null where the source has no date. */
export const PriceSource = z.object({
  title: z.string().min(1),
  asOf: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, "must be a date such as 2026-09-20, or a month")
    .nullable(),
});

const PriceTier = z.object({
  /** Quantity of a month at which the tier ends; null for the last. */
  upTo: z.number().positive().nullable(),
  /** Null where unknown: an unknown price is never zero. */
  usd: DecimalText.nullable(),
  /** Where it differs from that of the price. */
  confidence: PriceConfidence.optional(),
});

/** What AWS charges for one thing, in USD per `per` units. */
export const Price = z
  .object({
    label: z.string().min(1).max(120),
    unit: z.string().min(1).max(20),
    per: z.union([z.literal(1), z.literal(1_000_000)]),
    tiers: z.array(PriceTier).min(1),
    confidence: PriceConfidence,
    /** Key among the sources. */
    source: Identifier,
    note: z.string().min(1).optional(),
  })
  .superRefine(({ tiers, confidence, note }, context) => {
    tiers.forEach((tier, at) => {
      const trust = tier.confidence ?? confidence;
      if ((tier.usd === null) !== (trust === "unknown")) {
        const message = "a price is null exactly where its confidence is unknown";
        context.addIssue({ code: "custom", path: ["tiers", at, "usd"], message });
      }
      if ((trust === "unknown" || trust === "unconfirmed") && note === undefined) {
        const message = `say why a tier is ${trust}`;
        context.addIssue({ code: "custom", path: ["note"], message });
      }
      const end = tier.upTo ?? Number.POSITIVE_INFINITY;
      const isLast = at === tiers.length - 1;
      if ((tier.upTo === null) !== isLast || end <= (tiers[at - 1]?.upTo ?? 0)) {
        const message = "ends of tiers must rise; the last one, and only that, has null";
        context.addIssue({ code: "custom", path: ["tiers", at, "upTo"], message });
      }
    });
  });

export type Price = z.infer<typeof Price>;

/** Groups of Regions that an accelerator's traffic starts from, and of edge locations that it ends at. */
export const EdgeGroup = z.enum(["NA", "EU", "ZA", "SA", "KR", "ME", "AU", "AP", "IN"]);

export type EdgeGroup = z.infer<typeof EdgeGroup>;

/** Prices with their sources and dates. */
export const PriceBook = z
  .object({
    currency: z.literal("USD"),
    /** The day on which the prices were last gone through, `2026-11-23`. */
    compiledOn: z.iso.date(),
    hoursPerMonth: z.int().positive(),
    /** Transfer out to the internet that costs nothing, all Regions and services of an account together. */
    freeTransferOutGb: z.number().nonnegative(),
    sources: z.record(Identifier, PriceSource),
    /** By what is charged, such as `route53.query.latency`. */
    prices: z.record(z.string().min(1), Price),
    /** The row of the accelerator's price table that each Region belongs to. */
    regionGroups: z.record(
      Identifier,
      z.object({ group: EdgeGroup, confidence: PriceConfidence.exclude(["unknown"]) }),
    ),
  })
  .superRefine(({ prices, sources }, context) => {
    for (const [id, { source }] of Object.entries(prices)) {
      if (source in sources) continue;
      const message = `${source}: no such source in the book`;
      context.addIssue({ code: "custom", path: ["prices", id, "source"], message });
    }
  });

export type PriceBook = z.infer<typeof PriceBook>;
