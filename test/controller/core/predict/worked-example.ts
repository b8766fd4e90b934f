import { Service } from "../../../../controller/contract/estate.ts";
import type { PriceBook } from "../../../../controller/contract/price-book.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

/** Worked example: shares, medians straight and by the accelerator, GB a month and what a GB costs by it. */
export const ROWS = [
  { id: "us", country: "US", edge: "NA", share: 0.4, ms: [12, 14], gbOut: 4_000, usd: "0.015" },
  { id: "de", country: "DE", edge: "EU", share: 0.25, ms: [18, 20], gbOut: 2_500, usd: "0.015" },
  { id: "sg", country: "SG", edge: "AP", share: 0.2, ms: [95, 78], gbOut: 2_000, usd: "0.043" },
  { id: "au", country: "AU", edge: "AU", share: 0.15, ms: [290, 235], gbOut: 1_500, usd: "0.105" },
] as const;

/** One endpoint, whose names anybody can resolve. */
export const SERVICE = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: [
    {
      id: "virginia",
      label: "Virginia",
      place: "us-east-1",
      latitude: 39,
      longitude: -77.5,
      url: "http://198.51.100.1/health",
      resource: "i-0123456789abcdef0",
    },
  ],
  dns: { url: "http://www.shop.example/" },
  accelerator: { url: "http://ga.shop.example/" },
  incumbent: "dns",
  clientGroups: ROWS.map(({ id, country, edge, share, gbOut }) => ({
    id,
    label: id,
    share,
    country,
    edgeGroup: edge,
    vantages: [id],
    trafficPerMonth: { gbIn: 1, gbOut, dnsQueries: 0 },
  })),
});

/** The shipped prices, with those of the example. */
export function examplePrices(): PriceBook {
  const book = structuredClone(shippedPrices());
  for (const { edge, usd } of ROWS) {
    const price = book.prices[`global-accelerator.dt-premium.NA.${edge}`];
    if (price === undefined) throw new Error(`no price to ${edge}`);
    price.tiers = [{ upTo: null, usd }];
    price.confidence = "stated";
  }
  return book;
}
