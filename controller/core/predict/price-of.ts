import type { ClientGroup, TrafficPerMonth } from "../../contract/client-group.ts";
import type { CostLine } from "../../contract/cost-line.ts";
import type { Service } from "../../contract/estate.ts";
import type { MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { MissingFact } from "../../contract/service-cost.ts";
import { costDesign, movedLines } from "../cost/cost-design.ts";
import { pricedPlace } from "../cost/priced-place.ts";
import { missingTraffic } from "../cost/service/missing-traffic.ts";
import { mostCost } from "../cost/service/most-cost.ts";
import { readDesign } from "../cost/service/read-design.ts";
import { type CostedGroup, knownTraffic } from "../cost/service/service-traffic.ts";
import { isAcceleratorName } from "../routing/aws-name.ts";
import { isAddress } from "../routing/is-address.ts";
import type { Candidate } from "./candidate.ts";
import type { DesignPrice, GroupPrediction, ServedShare } from "./prediction.ts";

/** What a price depends on besides the design and whom it leads where. */
export interface PriceWorld {
  readonly service: Pick<Service, "endpoints" | "dns">;
  /** Client groups, those of the predictions. */
  readonly groups: readonly ClientGroup[];
  /** By group, where its clients come in; null where nobody knows. */
  readonly edgeGroups: ReadonlyMap<string, CostedGroup["edgeGroup"]["value"]>;
  readonly prices: PriceBook;
}

/** Who is served how and from where, for prices of designs that lead everybody alike. */
export interface PricedUsers {
  readonly split: readonly SplitGroup[];
  readonly traffic: MonthlyTraffic;
  readonly missing: readonly MissingFact[];
  /** By price book: what is charged for the traffic itself, once it was worked out. */
  readonly moved: WeakMap<PriceBook, readonly CostLine[]>;
}

export function pricedUsers(
  world: Pick<PriceWorld, "service" | "groups" | "edgeGroups">,
  predicted: readonly Pick<GroupPrediction, "group" | "served" | "unknown">[],
): PricedUsers {
  const split = splitGroups(world, predicted);
  const missing = unknownServers(predicted);
  return { split, traffic: knownTraffic(split), missing, moved: new WeakMap() };
}

/** A share this close to all or to nothing is that: sums of shares are off by less. */
const ROUNDING = 1e-9;

/**
 * What a design costs in a month when its clients are served as predicted. What is not known (who
 * serves a group, its traffic, a price) is named, is in no sum, and takes the completeness from it.
 */
export function priceOf(world: PriceWorld, candidate: Candidate, users: PricedUsers): DesignPrice {
  const { service, prices } = world;
  const { split, traffic, moved } = users;
  const { host } = candidate.door;
  const first =
    isAddress(host) || isAcceleratorName(host)
      ? null
      : { name: host, hostedZoneId: service.dns?.hostedZoneId };
  const { design, namesAsked, missing } = readDesign(
    service,
    {
      entry: candidate.kind === "accelerator" ? "accelerator" : "dns",
      first,
      acceleratorGroups: split.filter((each) => each.isAccelerated).map((each) => each.group),
    },
    candidate.design,
  );
  if (design === null) return { sum: null, complete: false, mostUsd: null, missing };
  const lines = moved.get(prices) ?? movedLines(prices, design, traffic);
  moved.set(prices, lines);
  const cost = costDesign(prices, design, traffic, lines);
  const { usdPerMonth, exactUsd, complete } = cost;
  const unbounded = [...missing, ...users.missing];
  const all = [
    ...unbounded,
    ...missingTraffic(trafficOf(world), design),
    ...cost.unknown.map(({ label, reason }) => ({
      group: null,
      what: `the price of ${label}`,
      mend: reason,
    })),
  ];
  const sum = { usdPerMonth, exactUsd, complete };
  if (all.length === 0) {
    return { sum, complete, mostUsd: Number(exactUsd), missing: all, lines: cost.lines };
  }
  const worked = { traffic, moved: lines };
  const most = unbounded.length > 0 ? null : mostCost(prices, design, split, namesAsked, worked);
  const mostUsd = most === null ? null : Number(most.exactUsd);
  return { sum, complete: false, mostUsd, missing: all, lines: cost.lines };
}

interface SplitGroup extends CostedGroup {
  readonly isAccelerated: boolean;
}

/** Groups as far as somebody serves them; one that goes both ways stands there twice. */
function splitGroups(
  { service, groups, edgeGroups }: Pick<PriceWorld, "service" | "groups" | "edgeGroups">,
  predicted: readonly Pick<GroupPrediction, "group" | "served">[],
): SplitGroup[] {
  const served = new Map(predicted.map((each) => [each.group, each.served]));
  const placeOf = new Map(service.endpoints.map(({ id, place }) => [id, pricedPlace(place)]));
  return groups.flatMap(({ id, trafficPerMonth }) => {
    const own = served.get(id) ?? [];
    const total = sumOf(own);
    return ([false, true] as const).flatMap((isAccelerated): SplitGroup[] => {
      const part = own.filter(({ entry }) => (entry === "accelerator") === isAccelerated);
      const share = sumOf(part) / total;
      if (!(share > ROUNDING)) return [];
      const isWhole = share > 1 - ROUNDING;
      return [
        {
          group: isWhole || !isAccelerated ? id : `${id} by the accelerator`,
          isAccelerated,
          edgeGroup: { value: edgeGroups.get(id) ?? null },
          servedFrom: { places: placesOf(part, placeOf) },
          traffic: isWhole ? (trafficPerMonth ?? null) : scaled(trafficPerMonth, share),
        },
      ];
    });
  });
}

function sumOf(shares: readonly ServedShare[]): number {
  return shares.reduce((sum, { share }) => sum + share, 0);
}

function placesOf(shares: readonly ServedShare[], placeOf: ReadonlyMap<string, string>) {
  const total = sumOf(shares);
  const places = new Map<string, number>();
  for (const { endpoint, share } of shares) {
    const place = placeOf.get(endpoint) ?? endpoint;
    places.set(place, (places.get(place) ?? 0) + share / total);
  }
  return [...places].map(([place, share]) => ({ place, share: Math.min(1, share) }));
}

function scaled(traffic: TrafficPerMonth | undefined, share: number): TrafficPerMonth | null {
  if (traffic === undefined) return null;
  const part = { ...traffic };
  for (const field of ["gbIn", "gbOut", "requests", "dnsQueries"] as const) {
    const all = part[field];
    if (all !== undefined) part[field] = all * share;
  }
  return part;
}

function trafficOf({ groups }: PriceWorld) {
  return groups.map(({ id, trafficPerMonth }) => ({ group: id, traffic: trafficPerMonth ?? null }));
}

function unknownServers(
  predicted: readonly Pick<GroupPrediction, "group" | "served" | "unknown">[],
): MissingFact[] {
  return predicted
    .filter(({ served, unknown }) => served.length === 0 || unknown > ROUNDING)
    .map(({ group }) => ({
      group,
      what: "who serves it",
      mend: "say where these clients are: their country, or where their vantages stand",
    }));
}
