import { loadEvidence } from "../advise/load-evidence.ts";
import type { Estate, Service } from "../contract/estate.ts";
import { type PlacementAdvice, type PlacementQuery, SiteKind } from "../contract/placement.ts";
import { quantile } from "../core/histogram/quantile.ts";
import { advisePlacement } from "../core/placement/advise-placement.ts";
import type { StraightTime } from "../core/placement/placement-input.ts";
import type { Store } from "../store/store.ts";

type PlacementStore = {
  readonly buckets: Pick<Store["buckets"], "sums">;
  readonly index: Pick<Store["index"], "activeSince">;
};

/**
 * Which further sites would help the users of a service: by what was measured over the last day straight
 * to its endpoints, and to those of all other services where they stand in a place that is looked at.
 */
export async function loadPlacement(
  store: PlacementStore,
  { services, vantages }: Estate,
  service: Service,
  { add, kinds, policy }: PlacementQuery,
  nowMs: number,
): Promise<PlacementAdvice> {
  const times: StraightTime[] = [];
  for (const each of services) {
    times.push(...(await straightTimes(store, each, each.id === service.id, nowMs)));
  }
  const asked = {
    add,
    kinds: SiteKind.options.filter((kind) => kinds.split(",").includes(kind)),
    policy,
  };
  return advisePlacement({ atMs: nowMs, service, vantages, times, asked });
}

async function straightTimes(
  store: PlacementStore,
  { id, endpoints }: Service,
  isOwn: boolean,
  nowMs: number,
): Promise<StraightTime[]> {
  const places = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.place]));
  const { paths } = await loadEvidence(store, id, nowMs);
  return paths.flatMap(({ vantage, entry, endpoint, bucket }): StraightTime[] => {
    const place = entry === "direct" ? places.get(endpoint ?? "") : undefined;
    const median = place === undefined ? null : quantile(bucket.bins, 0.5);
    if (place === undefined || median === null) return [];
    return [{ vantage, endpoint: isOwn ? endpoint : null, place, us: median.us }];
  });
}
