import type { CostLine } from "../../contract/cost-line.ts";
import type { DesignPrice } from "../predict/prediction.ts";

/** By how much parts of a cost are multiplied; 1 what is left out. */
export interface PriceFactors {
  /** Everything that grows with the traffic. */
  readonly traffic?: number;
  /** The accelerator's price of volume, of everybody or of one group. */
  readonly premium?: number;
  readonly premiumOf?: { readonly group: string; readonly factor: number };
  /** The accelerator's price of hours. */
  readonly fixed?: number;
}

/** What of a cost hangs on what, USD a month. */
export interface Volumes {
  readonly trafficUsd: number;
  readonly premiumUsd: number;
  readonly premiumUsdOf: ReadonlyMap<string, number>;
  readonly fixedUsd: number;
}

export function isPremium({ price }: CostLine): boolean {
  return price.startsWith("global-accelerator.dt-premium");
}

export function isFixed({ price }: CostLine): boolean {
  return price === "global-accelerator.fixed";
}

function isTraffic(line: CostLine): boolean {
  return line.part === "transfer" || isPremium(line) || line.price.startsWith("route53.query");
}

/** Parts of a cost by what they hang on. */
export function volumesOf({ lines = [] }: DesignPrice): Volumes {
  const usdOf = (which: (line: CostLine) => boolean) =>
    lines.filter(which).reduce((sum, { usd }) => sum + Number(usd ?? 0), 0);
  const premiumUsdOf = new Map<string, number>();
  for (const { group, usd } of lines.filter(isPremium)) {
    if (group === null) continue;
    premiumUsdOf.set(group, (premiumUsdOf.get(group) ?? 0) + Number(usd ?? 0));
  }
  return {
    trafficUsd: usdOf(isTraffic),
    premiumUsd: usdOf(isPremium),
    premiumUsdOf,
    fixedUsd: usdOf(isFixed),
  };
}

/** The same cost with parts of it multiplied; what has tiers is taken to stay in those that it is in. */
export function repricedBy(
  volumes: Volumes,
  price: DesignPrice,
  factors: PriceFactors,
): DesignPrice {
  const { sum, mostUsd } = price;
  if (sum === null) return price;
  const { traffic = 1, premium = 1, premiumOf, fixed = 1 } = factors;
  const moreUsd =
    (traffic - 1) * volumes.trafficUsd +
    (premium - 1) * volumes.premiumUsd +
    (fixed - 1) * volumes.fixedUsd +
    (premiumOf === undefined
      ? 0
      : (premiumOf.factor - 1) * (volumes.premiumUsdOf.get(premiumOf.group) ?? 0));
  const usd = Math.max(0, Number(sum.exactUsd) + moreUsd);
  return {
    ...price,
    sum: { ...sum, usdPerMonth: usd, exactUsd: String(usd) },
    mostUsd: mostUsd === null ? null : mostUsd + moreUsd,
  };
}
