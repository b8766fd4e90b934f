import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Usd = z.string().regex(/^\d+(\.\d+)?$/);
/** Quantity at which the tier ends, null for the last; and its price. */
const Tiers = z.array(z.tuple([z.number().nullable(), Usd])).min(1);

const Place = z.object({
  code: z.string(),
  /** As the Price List writes it. */
  name: z.string(),
  /** What its usage types begin with; nothing in us-east-1. */
  prefix: z.string(),
  kind: z.enum(["AWS Region", "AWS Local Zone"]),
  internetTiers: Tiers.optional(),
  /** Per GB to any other Region. */
  otherRegionUsd: Usd.optional(),
});

const PriceFigures = z.object({
  publicationDate: z.string(),
  version: z.string(),
  route53: z.array(
    z.object({ usageType: z.string(), family: z.string(), unit: z.string(), tiers: Tiers }),
  ),
  acceleratorHourUsd: Usd,
  acceleratorPairs: z.record(z.string(), Usd),
  freeTransferGb: z.number(),
  places: z.array(Place),
  /** Pairs of Regions, with a blank between, that have a price of their own. */
  otherRegionUsd: z.record(z.string(), Usd),
  publicIpv4HourUsd: Usd,
  loadBalancers: z.record(
    z.string(),
    z.object({ application: Usd, applicationLcu: Usd, network: Usd, networkLcu: Usd }),
  ),
  /** By type, then by place. */
  instances: z.record(z.string(), z.record(z.string(), Usd)),
});

/** The figures that the lab's Price List is made of. Some are invented: the file says which. */
export type PriceFigures = z.infer<typeof PriceFigures>;

export type PricedPlace = z.infer<typeof Place>;

/** Reads `price-list.json` of the lab's data. */
export function readPriceFigures(folder: string): PriceFigures {
  return PriceFigures.parse(JSON.parse(readFileSync(join(folder, "price-list.json"), "utf8")));
}
