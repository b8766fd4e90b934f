import { meanLowerBoundMs } from "./lower-bound.ts";
import { type PlacementProblem, weightedMean } from "./placement-problem.ts";

/** A choice of sites, with the users' mean latency if each group went to the best of them. */
export type Placement = {
  readonly sites: readonly number[];
  readonly meanMs: number;
  /** Whether all choices were looked at; otherwise it was found by greedy steps and swaps. */
  readonly isExact: boolean;
  /** No choice of so many sites can be below this. */
  readonly lowerBoundMs: number;
};

/** Group latencies to be looked at that take some seconds at most. */
const MOST_WORK = 5e8;

/**
 * The `count` sites that lower the users' mean latency most (the p-median problem). All choices are
 * looked at where that takes at most 5·10⁸ looks; beyond, sites are added one by one and then swapped
 * while that helps, from every first site,, and the bound says how much better any choice could be.
 *
 * It assigns every group to its best site. Where a policy decides otherwise, what it would really do has
 * to be asked with the sites that come out.
 */
export function bestSites(
  problem: PlacementProblem,
  count: number,
  mostWork = MOST_WORK,
): Placement {
  const sites = problem.siteMs.length;
  const wanted = Math.min(count, sites);
  const lowerBoundMs = meanLowerBoundMs(problem, wanted);
  if (choices(sites, wanted) * problem.weights.length <= mostWork) {
    const chosen = searchAll(problem, wanted);
    const meanMs = meanWith(problem, chosen);
    return { sites: chosen, meanMs, isExact: true, lowerBoundMs: meanMs };
  }
  // One start may end in a hollow that no swap leads out of; every site gets to be the first once.
  const found = problem.siteMs.map((_, first) =>
    swapWhileBetter(problem, addOneByOne(problem, first, wanted)),
  );
  const chosen = wanted === 0 ? [] : leastBy(found, (sites) => meanWith(problem, sites));
  return { sites: chosen, meanMs: meanWith(problem, chosen), isExact: false, lowerBoundMs };
}

/** Users' mean latency in ms with these sites beside what is there today. */
export function meanWith(problem: PlacementProblem, sites: readonly number[]): number {
  const best = sites.reduce(
    (low, site) => lower(low, problem.siteMs[site] ?? []),
    [...problem.todayMs],
  );
  return weightedMean(problem.weights, best);
}

/** Of each site, by how much the mean would rise without it: what hangs on it when it fails. */
export function lossOfEach(problem: PlacementProblem, sites: readonly number[]): number[] {
  const withAll = meanWith(problem, sites);
  return sites.map(
    (lost) =>
      meanWith(
        problem,
        sites.filter((site) => site !== lost),
      ) - withAll,
  );
}

function choices(n: number, k: number): number {
  let count = 1;
  for (let at = 0; at < k; at += 1) count = (count * (n - at)) / (at + 1);
  return count;
}

/** Depth first, with the running minimum of every group, so that a choice costs one pass. */
function searchAll(problem: PlacementProblem, count: number): number[] {
  let bestMs = Number.POSITIVE_INFINITY;
  let best: number[] = [];
  const chosen: number[] = [];
  const descend = (from: number, low: readonly number[]) => {
    if (chosen.length === count) {
      const meanMs = weightedMean(problem.weights, low);
      if (meanMs < bestMs) {
        bestMs = meanMs;
        best = [...chosen];
      }
      return;
    }
    const last = problem.siteMs.length - (count - chosen.length);
    for (let site = from; site <= last; site += 1) {
      chosen.push(site);
      descend(site + 1, lower(low, problem.siteMs[site] as readonly number[]));
      chosen.pop();
    }
  };
  descend(0, problem.todayMs);
  return best;
}

function addOneByOne(problem: PlacementProblem, first: number, count: number): number[] {
  const chosen = [first];
  while (chosen.length < count) {
    const open = problem.siteMs.map((_, site) => site).filter((site) => !chosen.includes(site));
    chosen.push(leastBy(open, (site) => meanWith(problem, [...chosen, site])));
  }
  return chosen.sort((a, b) => a - b);
}

function swapWhileBetter(problem: PlacementProblem, start: readonly number[]): number[] {
  let chosen = [...start];
  for (;;) {
    const now = meanWith(problem, chosen);
    const swapped = swaps(problem, chosen);
    const best = leastBy(swapped, (sites) => meanWith(problem, sites));
    if (swapped.length === 0 || meanWith(problem, best) >= now - 1e-9) return chosen;
    chosen = [...best].sort((a, b) => a - b);
  }
}

function swaps(problem: PlacementProblem, chosen: readonly number[]): number[][] {
  return problem.siteMs.flatMap((_, site) =>
    chosen.includes(site)
      ? []
      : chosen.map((leaves) => [...chosen.filter((each) => each !== leaves), site]),
  );
}

function lower(low: readonly number[], row: readonly number[]): number[] {
  return low.map((ms, g) => Math.min(ms, row[g] ?? Number.POSITIVE_INFINITY));
}

function leastBy<T>(items: readonly T[], costOf: (item: T) => number): T {
  const costs = items.map(costOf);
  return items[costs.indexOf(Math.min(...costs))] as T;
}
