import type { PlacementPolicy } from "../../contract/placement.ts";
import { leastCertain } from "../predict/least-certain.ts";
import type { Audience } from "./audience.ts";
import type { Target } from "./placement-input.ts";
import type { PlacementProblem } from "./placement-problem.ts";
import { routedRanks } from "./routed-ranks.ts";
import type { KnownTime, TimeTable } from "./time-table.ts";

/** Who would be led where, and how long it takes there. */
export interface Leading {
  readonly audience: Audience;
  readonly targets: readonly Target[];
  /** By row and target. */
  readonly times: readonly (readonly KnownTime[])[];
  readonly ranks: readonly (readonly number[])[];
}

export function leadingOf(
  audience: Audience,
  targets: readonly Target[],
  policy: PlacementPolicy,
  timeOf: TimeTable,
): Leading {
  return {
    audience,
    targets,
    times: audience.rows.map(({ vantage }) => targets.map((target) => timeOf(vantage, target))),
    ranks: audience.rows.map(({ vantage }) => routedRanks(vantage, targets, policy)),
  };
}

/** What leads each row to one of the open targets: the policy, or what is best for it. */
export type Chooser = "policy" | "best";

/** Per row the position of the target that serves it; -1 where none is open. */
export function servedRows(
  { times, ranks }: Leading,
  open: readonly number[],
  by: Chooser = "policy",
): number[] {
  return times.map((row, at) => {
    const cost = (target: number) =>
      (by === "policy" ? ranks[at]?.[target] : row[target]?.us) ?? Number.POSITIVE_INFINITY;
    return open.reduce(
      (best, target) => (best < 0 || cost(target) < cost(best) ? target : best),
      -1,
    );
  });
}

/** The users' mean of their medians; null where somebody is served by nobody. */
export function meanServed(
  { audience, times }: Leading,
  served: readonly number[],
): KnownTime | null {
  let sum = 0;
  let total = 0;
  const bases: KnownTime["basis"][] = [];
  for (const [row, { weight }] of audience.rows.entries()) {
    const time = times[row]?.[served[row] ?? -1];
    if (time === undefined) return null;
    sum += weight * time.us;
    total += weight;
    bases.push(time.basis);
  }
  return total === 0 ? null : { us: Math.round(sum / total), basis: leastCertain(bases) };
}

/** Share of the users who would be served in a place that their residency does not allow. */
export function forbiddenRatio({ audience, targets }: Leading, served: readonly number[]): number {
  let forbidden = 0;
  for (const { allowed, parts } of audience.groups) {
    if (allowed === null) continue;
    for (const { row, weight } of parts) {
      const place = targets[served[row] ?? -1]?.place;
      if (place !== undefined && !allowed.has(place)) forbidden += weight;
    }
  }
  return Math.min(1, forbidden);
}

/** The choice of further targets beside those that are open, as a problem to be searched. */
export function problemOf(
  leading: Leading,
  open: readonly number[],
  sites: readonly number[],
  by: Chooser,
): PlacementProblem {
  const { audience, times, ranks } = leading;
  const today = servedRows(leading, open, by);
  const msOf = (row: number, target: number) =>
    (times[row]?.[target]?.us ?? Number.POSITIVE_INFINITY) / 1_000;
  const rankOf = (row: number, target: number) => ranks[row]?.[target] ?? Number.POSITIVE_INFINITY;
  const perRow = (of: (row: number, target: number) => number, target: (row: number) => number) =>
    audience.rows.map((_, row) => of(row, target(row)));
  return {
    weights: audience.rows.map(({ weight }) => weight),
    todayMs: perRow(msOf, (row) => today[row] ?? -1),
    siteMs: sites.map((site) => perRow(msOf, () => site)),
    ...(by === "best"
      ? {}
      : {
          ranks: {
            today: perRow(rankOf, (row) => today[row] ?? -1),
            site: sites.map((site) => perRow(rankOf, () => site)),
          },
        }),
  };
}
