import { meanLowerBoundMs } from "./lower-bound.ts";
import {
  meanOfOpen,
  meanWithOneMore,
  openSite,
  type QuickProblem,
  quickProblem,
  roomFor,
  type Served,
} from "./open-sites.ts";
import type { PlacementProblem } from "./placement-problem.ts";

/** A choice of sites, with the users' mean latency as the problem says that they are led. */
export type Placement = {
  readonly sites: readonly number[];
  readonly meanMs: number;
  /** Whether all choices were looked at; otherwise it was found by greedy steps and swaps. */
  readonly isExact: boolean;
  /** No choice of so many sites can be below this, even if everybody went to the best. */
  readonly lowerBoundMs: number;
};

/** Group latencies to be looked at that take some seconds at most. */
const MOST_WORK = 5e8;

/**
 * The `count` sites that lower the users' mean latency most (the p-median problem; where routing decides
 * who goes where, that with preferences). All choices are looked at where that takes at most 5·10⁸ looks;
 * beyond, sites are added one by one and then swapped while that helps, from every first site, and the
 * bound says how much better any choice could be.
 */
export function bestSites(
  problem: PlacementProblem,
  count: number,
  mostWork = MOST_WORK,
): Placement {
  const sites = problem.siteMs.length;
  const wanted = Math.min(count, sites);
  const quick = quickProblem(problem);
  const room = roomFor(quick);
  if (choices(sites, wanted) * problem.weights.length <= mostWork) {
    const chosen = searchAll(quick, wanted);
    const meanMs = meanOfOpen(quick, chosen, room);
    return { sites: chosen, meanMs, isExact: true, lowerBoundMs: meanMs };
  }
  const meanOf = (chosen: readonly number[]) => meanOfOpen(quick, chosen, room);
  // One start may end in a hollow that no swap leads out of; every site gets to be the first once.
  const found = problem.siteMs.map((_, first) =>
    swapWhileBetter(sites, meanOf, addOneByOne(sites, meanOf, first, wanted)),
  );
  const chosen = wanted === 0 ? [] : leastBy(found, meanOf);
  const lowerBoundMs = meanLowerBoundMs(problem, wanted);
  return { sites: chosen, meanMs: meanOf(chosen), isExact: false, lowerBoundMs };
}

/** Users' mean latency in ms with these sites beside what is there today. */
export function meanWith(problem: PlacementProblem, sites: readonly number[]): number {
  const quick = quickProblem(problem);
  return meanOfOpen(quick, sites, roomFor(quick));
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

/** Depth first, with what serves every group kept at each depth, so that a choice costs one pass. */
function searchAll(problem: QuickProblem, count: number): number[] {
  if (count === 0) return [];
  let bestMs = Number.POSITIVE_INFINITY;
  let best: number[] = [];
  const chosen: number[] = [];
  const rooms = Array.from({ length: count }, () => roomFor(problem));
  const descend = (from: number, before: Served) => {
    const depth = chosen.length;
    const last = problem.siteMs.length - (count - depth);
    for (let site = from; site <= last; site += 1) {
      if (depth === count - 1) {
        const meanMs = meanWithOneMore(problem, site, before);
        if (meanMs < bestMs || best.length === 0) {
          bestMs = meanMs;
          best = [...chosen, site];
        }
        continue;
      }
      const room = rooms[depth] as Served;
      openSite(problem, site, before, room);
      chosen.push(site);
      descend(site + 1, room);
      chosen.pop();
    }
  };
  descend(0, problem.today);
  return best;
}

type MeanOf = (sites: readonly number[]) => number;

function addOneByOne(sites: number, meanOf: MeanOf, first: number, count: number): number[] {
  const chosen = [first];
  while (chosen.length < count) {
    const open = numbersBelow(sites).filter((site) => !chosen.includes(site));
    chosen.push(leastBy(open, (site) => meanOf([...chosen, site])));
  }
  return chosen.sort((a, b) => a - b);
}

function swapWhileBetter(sites: number, meanOf: MeanOf, start: readonly number[]): number[] {
  let chosen = [...start];
  for (;;) {
    const now = meanOf(chosen);
    const swapped = swaps(sites, chosen);
    const best = leastBy(swapped, meanOf);
    if (swapped.length === 0 || meanOf(best) >= now - 1e-9) return chosen;
    chosen = [...best].sort((a, b) => a - b);
  }
}

function swaps(sites: number, chosen: readonly number[]): number[][] {
  return numbersBelow(sites).flatMap((site) =>
    chosen.includes(site)
      ? []
      : chosen.map((leaves) => [...chosen.filter((each) => each !== leaves), site]),
  );
}

function numbersBelow(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function leastBy<T>(items: readonly T[], costOf: (item: T) => number): T {
  const costs = items.map(costOf);
  return items[costs.indexOf(Math.min(...costs))] as T;
}
