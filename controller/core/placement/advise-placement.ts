import type { Loss, PlacedGroup, PlacedSite, PlacementAdvice } from "../../contract/placement.ts";
import { ADVICE_RULES } from "../advise/advice-rules.ts";
import { leastCertain } from "../predict/least-certain.ts";
import { regionOf } from "../routing/places.ts";
import { audienceOf } from "./audience.ts";
import { candidateSites, type Site } from "./candidate-sites.ts";
import {
  forbiddenRatio,
  type Leading,
  leadingOf,
  meanServed,
  problemOf,
  servedRows,
} from "./leading.ts";
import { bestSites, type Placement } from "./placement.ts";
import type { PlacementInput, Target } from "./placement-input.ts";
import { doFirst, placementSentence } from "./placement-words.ts";
import { siteCost } from "./site-cost.ts";
import { checkModel, type KnownTime, timeTable } from "./time-table.ts";

/**
 * Which further sites would lower the users' mean latency most, where they are led by a policy and not by
 * what is best for them; beside that what the best would be. Times that nobody measured are modelled, and
 * everything that stands on them says so.
 */
export function advisePlacement(input: PlacementInput): PlacementAdvice {
  const { service, asked, atMs } = input;
  const audience = audienceOf(input);
  const { sites, excluded } = candidateSites(input);
  const endpoints = endpointsOf(input);
  const leading = leadingOf(
    audience,
    [...endpoints.serving, ...endpoints.standby, ...sites],
    asked.policy,
    timeTable(input.times),
  );
  const open = endpoints.serving.map((_, at) => at);
  const first = endpoints.serving.length + endpoints.standby.length;
  const columns = sites.map((_, at) => first + at);
  const routed = search(leading, open, columns, asked.add, "policy");
  const optimum = search(leading, open, columns, asked.add, "best");
  const chosen = routed.sites.map((site) => first + site);
  const after = [...open, ...chosen];
  const [wasRows, isRows] = [servedRows(leading, open), servedRows(leading, after)];
  const losses = after.map((lost) => lossOf(leading, after, lost, endpoints));
  const mean = meanServed(leading, isRows);
  const placed = chosen.map((column) =>
    placedSite(input, leading, {
      column,
      site: sites[column - first] as Site,
      wasRows,
      isRows,
      losses,
      mean,
    }),
  );
  const advice = {
    service: service.id,
    label: service.label,
    atMs,
    policy: asked.policy,
    asked: { add: asked.add, kinds: [...asked.kinds] },
    measuredRatio: measuredRatio(leading, wasRows),
    before: meanServed(leading, wasRows),
    after: mean,
    afterBest: meanServed(leading, servedRows(leading, after, "best")),
    optimum: Number.isFinite(optimum.meanMs)
      ? {
          places: optimum.sites.flatMap((site) => sites[site]?.place ?? []),
          meanUs: Math.round(optimum.meanMs * 1_000),
        }
      : null,
    sites: placed,
    groups: placedGroups(leading, wasRows, isRows),
    losses,
    forbiddenRatio: forbiddenRatio(leading, isRows),
    search: {
      candidates: sites.length,
      isExact: routed.isExact,
      gapRatio: gapOf(routed),
    },
    modelCheck: checkModel(input),
    excluded: [...excluded, ...endpoints.excluded],
  };
  return { ...advice, doFirst: doFirst(advice), sentence: placementSentence(advice) };
}

function search(
  leading: Leading,
  open: readonly number[],
  sites: readonly number[],
  add: number,
  by: "policy" | "best",
): Placement {
  if (leading.audience.rows.length === 0) {
    const none = Number.POSITIVE_INFINITY;
    return { sites: [], meanMs: none, isExact: true, lowerBoundMs: none };
  }
  return bestSites(problemOf(leading, open, sites, by), add);
}

function gapOf({ isExact, meanMs, lowerBoundMs }: Placement): number {
  return isExact || meanMs === 0 ? 0 : Math.max(0, 1 - lowerBoundMs / meanMs);
}

interface Endpoints {
  readonly serving: readonly Target[];
  /** Take traffic only while no other one does. */
  readonly standby: readonly Target[];
  readonly excluded: PlacementAdvice["excluded"];
}

function endpointsOf({ service, asked }: PlacementInput): Endpoints {
  const all = service.endpoints.map(({ tier, ...endpoint }) => {
    const { id, place, latitude, longitude } = endpoint;
    const region = regionOf(place);
    const target = { id, isEndpoint: true, place, region, latitude, longitude };
    // An Availability Zone is in its Region, a Local Zone is not.
    const isInRegion = place === region || place.length === region.length + 1;
    return { target, isStandby: tier === "standby", isInRegion };
  });
  const led = all.filter(({ isInRegion }) => asked.policy !== "accelerator" || isInRegion);
  const out = all.filter((each) => !led.includes(each)).map(({ target }) => target.id);
  const why = "an accelerator leads to endpoints in Regions only";
  return {
    serving: led.filter(({ isStandby }) => !isStandby).map(({ target }) => target),
    standby: led.filter(({ isStandby }) => isStandby).map(({ target }) => target),
    excluded: out.length === 0 ? [] : [{ what: out.join(", "), why }],
  };
}

function lossOf(
  leading: Leading,
  open: readonly number[],
  lost: number,
  { serving, standby }: Endpoints,
): Loss {
  const left = open.filter((target) => target !== lost);
  const standIns = standby.map((_, at) => serving.length + at);
  const served = servedRows(leading, left.length > 0 ? left : standIns);
  return {
    lost: leading.targets[lost]?.id ?? "",
    meanUs: meanServed(leading, served)?.us ?? null,
    forbiddenRatio: forbiddenRatio(leading, served),
  };
}

interface Placing {
  readonly column: number;
  readonly site: Site;
  readonly wasRows: readonly number[];
  readonly isRows: readonly number[];
  readonly losses: readonly Loss[];
  readonly mean: KnownTime | null;
}

function placedSite(
  { service }: PlacementInput,
  { audience, times }: Leading,
  { column, site, wasRows, isRows, losses, mean }: Placing,
): PlacedSite {
  const there = audience.rows
    .map(({ vantage, weight }, row) => {
      const now = times[row]?.[column];
      const was = times[row]?.[wasRows[row] ?? -1];
      return { vantage, weight, row, now, was };
    })
    .filter(({ row }) => isRows[row] === column)
    .sort((a, b) => b.weight - a.weight || (a.vantage.id < b.vantage.id ? -1 : 1));
  const usersRatio = there.reduce((sum, { weight }) => sum + weight, 0);
  const meanOf = (of: (each: (typeof there)[number]) => number) =>
    usersRatio === 0
      ? 0
      : there.reduce((sum, each) => sum + each.weight * of(each), 0) / usersRatio;
  const wasUs = meanOf(({ was, now }) => was?.us ?? now?.us ?? 0);
  const gainUs = Math.round(wasUs - meanOf(({ now }) => now?.us ?? 0));
  const least = Math.max(ADVICE_RULES.leastDifferenceUs, ADVICE_RULES.leastDifferenceRatio * wasUs);
  const without = losses.find(({ lost }) => lost === site.id)?.meanUs ?? null;
  const { kind, place, region, latitude, longitude } = site;
  const cost = siteCost(service);
  return {
    ...{ place, kind, region, latitude, longitude },
    usersRatio: Math.min(1, usersRatio),
    gainUs,
    lossUs: without === null || mean === null ? 0 : without - mean.us,
    isWorth: there.length > 0 && gainUs >= least,
    basis: leastCertain(there.flatMap(({ now, was }) => [now, was].flatMap((t) => t?.basis ?? []))),
    usdPerMonth: cost.usdPerMonth,
    costText: cost.text,
    measureFrom: there
      .filter(({ now }) => now?.basis === "modelled")
      .map(({ vantage }) => vantage.id),
  };
}

function placedGroups(
  { audience, targets, times }: Leading,
  wasRows: readonly number[],
  isRows: readonly number[],
): PlacedGroup[] {
  const placedBy = (
    parts: Leading["audience"]["groups"][number]["parts"],
    served: readonly number[],
  ): PlacedGroup["before"] => {
    const known = parts.flatMap(({ row, weight }) => {
      const target = served[row] ?? -1;
      const time = times[row]?.[target];
      const at = targets[target]?.id;
      return time === undefined || at === undefined ? [] : [{ at, weight, ...time }];
    });
    const total = known.reduce((sum, { weight }) => sum + weight, 0);
    const shares = new Map<string, number>();
    for (const { at, weight } of known) shares.set(at, (shares.get(at) ?? 0) + weight);
    const [most] = [...shares].sort(([, a], [, b]) => b - a);
    if (most === undefined || known.length < parts.length) return null;
    return {
      at: most[0],
      us: Math.round(known.reduce((sum, { us, weight }) => sum + us * weight, 0) / total),
      basis: leastCertain(known.map(({ basis }) => basis)),
    };
  };
  return audience.groups.map(({ id, label, share, parts }) => ({
    group: id,
    label,
    share,
    before: placedBy(parts, wasRows),
    after: placedBy(parts, isRows),
  }));
}

function measuredRatio({ audience, times }: Leading, served: readonly number[]): number {
  const measured = audience.rows.filter(
    (_, row) => times[row]?.[served[row] ?? -1]?.basis === "measured",
  );
  return Math.min(
    1,
    measured.reduce((sum, { weight }) => sum + weight, 0),
  );
}
