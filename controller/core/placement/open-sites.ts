import type { PlacementProblem } from "./placement-problem.ts";

/** Who is served how, with some sites open: per group the rank of what serves it, and its latency in ms. */
export type Served = { readonly rank: Float64Array; readonly ms: Float64Array };

/** A problem in arrays that are quick to go through, and its groups as they are served today. */
export type QuickProblem = {
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly siteMs: readonly Float64Array[];
  readonly siteRank: readonly Float64Array[];
  readonly today: Served;
};

export function quickProblem({ weights, todayMs, siteMs, ranks }: PlacementProblem): QuickProblem {
  const ms = siteMs.map((row) => Float64Array.from(row));
  return {
    weights: Float64Array.from(weights),
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    siteMs: ms,
    siteRank: ranks?.site.map((row) => Float64Array.from(row)) ?? ms,
    today: {
      rank: Float64Array.from(ranks?.today ?? todayMs),
      ms: Float64Array.from(todayMs),
    },
  };
}

/** Opens one more site: whoever it ranks lower for goes there. Writes into `into`. */
export function openSite(
  { siteMs, siteRank }: QuickProblem,
  site: number,
  before: Served,
  into: Served,
): void {
  const [ms, rank] = [siteMs[site] as Float64Array, siteRank[site] as Float64Array];
  for (let g = 0; g < ms.length; g += 1) {
    const isTaken = (rank[g] as number) < (before.rank[g] as number);
    into.rank[g] = (isTaken ? rank[g] : before.rank[g]) as number;
    into.ms[g] = (isTaken ? ms[g] : before.ms[g]) as number;
  }
}

/** Mean over users with one more site open, without writing down who is served how. */
export function meanWithOneMore(problem: QuickProblem, site: number, before: Served): number {
  const { weights, totalWeight } = problem;
  const ms = problem.siteMs[site] as Float64Array;
  const rank = problem.siteRank[site] as Float64Array;
  let sum = 0;
  for (let g = 0; g < ms.length; g += 1) {
    const isTaken = (rank[g] as number) < (before.rank[g] as number);
    sum += (weights[g] as number) * ((isTaken ? ms[g] : before.ms[g]) as number);
  }
  return sum / totalWeight;
}

/** Users' mean latency in ms with these sites beside what is there today. */
export function meanOfOpen(problem: QuickProblem, sites: readonly number[], room: Served): number {
  room.rank.set(problem.today.rank);
  room.ms.set(problem.today.ms);
  for (const site of sites) openSite(problem, site, room, room);
  let sum = 0;
  for (let g = 0; g < room.ms.length; g += 1) {
    sum += (problem.weights[g] as number) * (room.ms[g] as number);
  }
  return sum / problem.totalWeight;
}

/** Room for one state of the groups. */
export function roomFor({ weights }: Pick<QuickProblem, "weights">): Served {
  return { rank: new Float64Array(weights.length), ms: new Float64Array(weights.length) };
}
