import { parseSeriesKey } from "../../probe/contract/path.ts";
import type { Estate, Service } from "../contract/estate.ts";
import { type PlacementAdvice, type PlacementQuery, SiteKind } from "../contract/placement.ts";
import { HOUR_MS } from "../core/fold/hour.ts";
import { quantile } from "../core/histogram/quantile.ts";
import { advisePlacement } from "../core/placement/advise-placement.ts";
import type { StraightTime } from "../core/placement/placement-input.ts";
import { mergeBuckets } from "../core/summary/bucket.ts";
import type { Store } from "../store/store.ts";

type PlacementStore = {
  readonly buckets: Pick<Store["buckets"], "sums">;
  readonly index: Pick<Store["index"], "activeSince">;
};

/** How far back times are taken from. */
const WINDOW_MS = 24 * HOUR_MS;

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
  const fromMs = nowMs - WINDOW_MS;
  const straight = new Map(
    (await store.index.activeSince(id, fromMs)).flatMap((key) => {
      const series = parseSeriesKey(key);
      return series?.entry === "direct" && series.metric === "echo_rtt" ? [[key, series]] : [];
    }),
  );
  const window = { fromMs, toMs: nowMs, stepMs: HOUR_MS };
  const { bySeries } = await store.buckets.sums([...straight.keys()], window, nowMs);
  return [...straight].flatMap(([key, { vantage, endpoint }]): StraightTime[] => {
    const place = places.get(endpoint ?? "");
    const steps = bySeries.get(key) ?? [];
    const median = quantile(mergeBuckets(steps.map(({ bucket }) => bucket)).bins, 0.5);
    if (place === undefined || median === null) return [];
    return [{ vantage, endpoint: isOwn ? endpoint : null, place, us: median.us }];
  });
}
