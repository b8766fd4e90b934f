import type { CostDesign, QueryClass } from "../../../../../controller/contract/cost-design.ts";
import type { PriceBook } from "../../../../../controller/contract/price-book.ts";
import { costDesign } from "../../../../../controller/core/cost/cost-design.ts";
import {
  meanMedianUs,
  type PathTruth,
  VALUES_PER_SLOT,
} from "../../../../simulate/generate/path-truth.ts";
import { steadyPath } from "../../../../simulate/generate/steady-path.ts";
import type { TrueGroup, World } from "../../../../simulate/generate/world.ts";

/** Who serves each group, in the order of the groups: an endpoint by names, or the accelerator. */
type Assignment = readonly Way[];

interface Way {
  readonly entry: "dns" | "accelerator";
  readonly endpoint: string;
}

/** What an assignment truly gives and costs. */
export interface EveryDesign {
  readonly name: string;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly usdPerMonth: number;
  readonly isAllAccelerated: boolean;
}

/**
 * Every way to serve every group, each told by its country, at the least that such a design costs. Plain on
 * purpose, and without the advisor's arithmetic: whatever it proposes is one of these.
 */
export function everyDesign(world: World, prices: PriceBook): EveryDesign[] {
  const valuesOf = sortedValues();
  return assignments(world.groups).map((ways) => {
    const parts = world.groups.map((group, at) => ({
      share: group.share,
      values: valuesOf(pathOf(group, ways[at] as Way)),
    }));
    return {
      name: ways.map(({ entry, endpoint }) => `${entry} ${endpoint}`).join(", "),
      p50Us: mixedQuantile(parts, 0.5),
      p95Us: mixedQuantile(parts, 0.95),
      usdPerMonth: usdOf(world, ways, prices),
      isAllAccelerated: ways.every(({ entry }) => entry === "accelerator"),
    };
  });
}

function assignments(groups: readonly TrueGroup[]): Assignment[] {
  return groups.reduce<Way[][]>(
    (all, group) => all.flatMap((before) => waysOf(group).map((way) => [...before, way])),
    [[]],
  );
}

/** Nobody is sacrificed for others: a group goes where it is served as soon as anywhere by names, or nearly so. */
function waysOf({ direct, accelerated, nearest }: TrueGroup): Way[] {
  const leastUs = Math.min(...[...direct.values()].map(meanMedianUs));
  const thresholdUs = Math.max(5_000, 0.05 * leastUs);
  const fast = accelerated.get(nearest);
  return [
    ...[...direct]
      .filter(([, path]) => meanMedianUs(path) <= leastUs + thresholdUs / 2)
      .map(([endpoint]): Way => ({ entry: "dns", endpoint })),
    ...(fast !== undefined && meanMedianUs(fast) <= leastUs + thresholdUs / 2
      ? [{ entry: "accelerator", endpoint: nearest } as const]
      : []),
  ];
}

function pathOf(group: TrueGroup, { entry, endpoint }: Way): PathTruth {
  const path = (entry === "dns" ? group.direct : group.accelerated).get(endpoint);
  if (path === undefined) throw new Error(`${group.id} has no path to ${endpoint}`);
  return path;
}

interface Part {
  readonly share: number;
  /** In µs, in order. */
  readonly values: Float64Array;
}

/** All values of a path's day, each path's sorted once. */
function sortedValues(): (path: PathTruth) => Float64Array {
  const known = new Map<PathTruth, Float64Array>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const levels = steadyPath(path, 1).levelsUs.filter((_, slot) => slot % 6 === 0);
    const values = new Float64Array(levels.length * VALUES_PER_SLOT);
    levels.forEach((level, slot) => {
      for (let at = 0; at < VALUES_PER_SLOT; at += 1) {
        const waitUs = -path.waitUs * Math.log(1 - (at + 0.5) / VALUES_PER_SLOT);
        values[slot * VALUES_PER_SLOT + at] = level + waitUs;
      }
    });
    known.set(path, values.sort());
    return values;
  };
}

function mixedQuantile(parts: readonly Part[], p: number): number {
  const values = parts.flatMap(({ values: own }) => [own[0] as number, own.at(-1) as number]);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const mass = parts.reduce((sum, part) => sum + part.share * shareUpTo(part.values, middle), 0);
    if (mass >= p) high = middle;
    else low = middle;
  }
  return high;
}

function shareUpTo(values: Float64Array, us: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] as number) <= us) from = middle + 1;
    else to = middle;
  }
  return from / values.length;
}

function usdOf({ service, groups }: World, ways: Assignment, prices: PriceBook): number {
  const traffic = {
    groups: service.clientGroups.map((group, at) => ({
      group: group.id,
      edgeGroup: group.edgeGroup ?? null,
      servedFrom: [{ place: ways[at]?.endpoint ?? "", share: 1 }],
      queries: group.trafficPerMonth?.dnsQueries ?? 0,
    })),
    periods: [
      {
        times: 1,
        volumes: service.clientGroups.map(({ id, trafficPerMonth }) => ({
          group: id,
          inGb: trafficPerMonth?.gbIn ?? 0,
          outGb: trafficPerMonth?.gbOut ?? 0,
        })),
      },
    ],
  };
  return Number(costDesign(prices, cheapest(groups, ways), traffic).exactUsd);
}

/** Of the designs that serve the groups so, the parts of the one that costs least. */
function cheapest(groups: readonly TrueGroup[], ways: Assignment): CostDesign {
  const accelerated = groups.filter((_, at) => ways[at]?.entry === "accelerator");
  const accelerator = { accelerators: 1, publicIpv4Each: 2 };
  const route53 = (queryClass: QueryClass, checks: number) => ({
    ...{ hostedZones: [{ records: 4 }], queryClass, trafficPolicyRecords: 0, cidrBlocks: 0 },
    healthChecks: checks < 2 ? [] : [{ kind: "aws" as const, count: checks, optionsEach: 1 }],
  });
  if (accelerated.length === groups.length) {
    return {
      ...{ kind: "accelerator", accelerator, extras: [] },
      route53: route53("alias-accelerator", 0),
    };
  }
  const byName = groups.flatMap(({ nearest }, at) => {
    const way = ways[at];
    return way?.entry === "dns" ? [{ nearest, endpoint: way.endpoint }] : [];
  });
  const endpoints = new Set(byName.map(({ endpoint }) => endpoint)).size;
  const isNearest = byName.every(({ nearest, endpoint }) => endpoint === nearest);
  const otherwise = isNearest ? "latency" : "geo";
  const own = route53(endpoints === 1 ? "standard" : otherwise, endpoints);
  if (accelerated.length === 0) return { kind: "route53", route53: own, extras: [] };
  const acceleratorGroups = accelerated.map(({ id }) => id);
  return { kind: "hybrid", route53: own, accelerator, acceleratorGroups, extras: [] };
}
