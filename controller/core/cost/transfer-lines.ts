import type { CostLine } from "../../contract/cost-line.ts";
import type { MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { type Decimal, multiply, toDecimal } from "./decimal.ts";
import { placesOf } from "./places-of.ts";
import { priceLines } from "./price-lines.ts";

/**
 * Transfer out to the internet, by the Region or Local Zone that serves. It is charged on every way
 * in alike. AWS does not say whose gigabytes are the free ones: they are taken off where the first
 * tier is cheapest, and where the price is unknown last of all.
 */
export function transferLines(book: PriceBook, traffic: MonthlyTraffic): CostLine[] {
  let free = toDecimal(book.freeTransferOutGb);
  return [...volumesByPlace(traffic)]
    .map(([place, gb]) => ({ gb, price: `data-transfer.internet.${place}` }))
    .sort(
      (a, b) => firstUsd(book, a.price) - firstUsd(book, b.price) || (a.price < b.price ? -1 : 1),
    )
    .flatMap(({ gb, price }) => {
      const taken = free < gb ? free : gb;
      free -= taken;
      return priceLines(book, { part: "transfer", price, quantity: gb - taken });
    });
}

/** Gigabytes to clients in a month, by who serves them. */
function volumesByPlace({ groups, periods }: MonthlyTraffic): Map<string, Decimal> {
  const placesBy = new Map(groups.map((client) => [client.group, placesOf(client)]));
  const volumes = new Map<string, Decimal>();
  for (const { times, volumes: each } of periods) {
    for (const { group, outGb } of each) {
      const gb = toDecimal(outGb) * BigInt(times);
      for (const { place, share } of placesBy.get(group) ?? []) {
        volumes.set(place, (volumes.get(place) ?? 0n) + multiply(gb, share));
      }
    }
  }
  return volumes;
}

/** For the order alone. */
function firstUsd(book: PriceBook, price: string): number {
  return Number(book.prices[price]?.tiers[0]?.usd ?? Number.MAX_VALUE);
}
