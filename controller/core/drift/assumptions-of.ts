import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Assumptions, LatencyLevel } from "../../contract/baseline.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import { clientGroups } from "../advise/client-groups.ts";
import { mixtureMedian } from "../advise/mixture-median.ts";
import type { PathEvidence } from "../advise/path-evidence.ts";
import { pricedPlace } from "../cost/priced-place.ts";
import { regionOf } from "../routing/places.ts";

export type AssumptionsInput = {
  readonly atMs: number;
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly book: PriceBook;
  /** Null where AWS was not read. */
  readonly inventory: Inventory | null;
  /** Times on warm connections (`echo_rtt`). */
  readonly times: readonly PathEvidence[];
  readonly fromMs: number;
  readonly toMs: number;
};

/** What a decision on a service would stand on if it were taken now. */
export function assumptionsOf(input: AssumptionsInput): Assumptions {
  const { atMs, service, vantages, book, inventory, times, fromMs, toMs } = input;
  const groups = clientGroups(service, vantages);
  const levels = groups.flatMap(({ id, label, vantages: own }) =>
    (["dns", "accelerator"] as const).flatMap((entry): LatencyLevel[] => {
      const paths = times.filter(
        (path) => path.entry === entry && path.endpoint === null && own.includes(path.vantage),
      );
      const p50 = mixtureMedian(paths.map(({ bucket }) => bucket));
      const n = paths.reduce((sum, { bucket }) => sum + countInBins(bucket.bins), 0);
      return p50 === null ? [] : [{ group: id, label, entry, p50, n }];
    }),
  );
  return {
    takenAtMs: atMs,
    prices: { compiledOn: book.compiledOn, prices: pricesOf(book, service) },
    traffic: groups.map(({ id, label, share, trafficPerMonth = {} }) => ({
      group: id,
      label,
      share,
      trafficPerMonth,
    })),
    endpoints: service.endpoints.map(({ id, place }) => ({ id, place })),
    regions: inventory === null ? null : usableRegions(inventory),
    levels,
    evidence: times.length === 0 ? null : { fromMs, toMs },
  };
}

/** What a recommendation tells of what it stood on; it keeps neither prices nor traffic volumes. */
export function assumptionsBehind({ madeAtMs, groups, evidence }: Recommendation): Assumptions {
  const levels = groups.flatMap(({ group, label, ...options }) =>
    (["dns", "accelerator"] as const).flatMap((entry): LatencyLevel[] => {
      const option = options[entry];
      return option?.p50 ? [{ group, label, entry, p50: option.p50, n: option.n }] : [];
    }),
  );
  return {
    takenAtMs: madeAtMs,
    prices: null,
    traffic: null,
    endpoints: null,
    regions: null,
    levels,
    evidence: { fromMs: evidence.fromMs, toMs: evidence.toMs },
  };
}

/** Prices of routing the service, whichever design does it: Route 53, accelerator, transfer out. */
function pricesOf(book: PriceBook, { endpoints }: Service): PriceBook["prices"] {
  const places = new Set(endpoints.map(({ place }) => pricedPlace(place)));
  const sources = new Set(
    endpoints.flatMap(({ place }) => book.regionGroups[regionOf(place)]?.group ?? []),
  );
  const isCharged = (name: string) => {
    const [service = "", kind = "", where = ""] = name.split(".");
    if (service === "route53" || name === "vpc.public-ipv4") return true;
    if (service === "global-accelerator") {
      return kind === "fixed" || [...sources].some((source) => source === where);
    }
    return service === "data-transfer" && kind === "internet" && places.has(where);
  };
  return Object.fromEntries(Object.entries(book.prices).filter(([name]) => isCharged(name)));
}

/** Null where any account did not tell its Regions. */
function usableRegions({ parts, regions }: Inventory): string[] | null {
  const told = parts.filter(({ subject }) => subject === "regions");
  if (told.length === 0 || told.some(({ state }) => state !== "complete")) return null;
  const usable = regions.filter(({ optIn }) => optIn !== "not-opted-in").map(({ code }) => code);
  return [...new Set(usable)].sort();
}
