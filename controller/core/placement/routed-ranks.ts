import type { PlacedVantage } from "../../contract/estate.ts";
import type { PlacementPolicy } from "../../contract/placement.ts";
import { distanceKm } from "../routing/distance.ts";
import { awsPlace } from "../routing/places.ts";
import type { Target } from "./placement-input.ts";

/**
 * In which order a policy would lead a client to targets, by position: of those that are open the one
 * with the lowest number serves. Latency records and accelerators know Regions only, so that the nearest
 * Region decides first; AWS's own table of latencies is not published, and distance stands for it.
 */
export function routedRanks(
  vantage: PlacedVantage,
  targets: readonly Target[],
  policy: PlacementPolicy,
): number[] {
  const far = targets.map((target) => ({
    regionKm:
      policy === "geoproximity" ? 0 : distanceKm(vantage, awsPlace(target.region) ?? target),
    ownKm: distanceKm(vantage, target),
  }));
  const order = targets.map((_, at) => at);
  order.sort((a, b) => {
    const [one, other] = [far[a], far[b]];
    if (one === undefined || other === undefined) return a - b;
    return one.regionKm - other.regionKm || one.ownKm - other.ownKm || a - b;
  });
  const ranks = new Array<number>(targets.length);
  order.forEach((target, rank) => {
    ranks[target] = rank;
  });
  return ranks;
}
