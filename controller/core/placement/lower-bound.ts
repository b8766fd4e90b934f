import { type PlacementProblem, weightedMean } from "./placement-problem.ts";

/** Steps that raise the bound; more hardly do. */
const STEPS = 200;

/**
 * A bound from Lagrange's relaxation: with a price on serving each group, sites stand alone and the
 * best `count` of them are found by sorting; any prices give a bound, subgradient steps raise it.
 */
export function meanLowerBoundMs(problem: PlacementProblem, count: number): number {
  const { weights, todayMs, siteMs } = problem;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // What a site saves a group against today, and never less than nothing.
  const savesMs = siteMs.map((row) => row.map((ms, g) => Math.max(0, (todayMs[g] as number) - ms)));
  const prices = weights.map((_, g) => Math.max(0, ...savesMs.map((row) => row[g] as number)) / 2);
  let most = Number.POSITIVE_INFINITY;
  for (let step = 1; step <= STEPS; step += 1) {
    const worth = savesMs.map((row) =>
      row.reduce(
        (sum, ms, g) => sum + (weights[g] as number) * Math.max(0, ms - (prices[g] as number)),
        0,
      ),
    );
    const open = worth
      .map((value, site) => ({ value, site }))
      .sort((a, b) => b.value - a.value)
      .slice(0, count);
    const priced = prices.reduce((sum, price, g) => sum + (weights[g] as number) * price, 0);
    most = Math.min(most, priced + open.reduce((sum, { value }) => sum + value, 0));
    prices.forEach((price, g) => {
      const serving = open.filter(({ site }) => (savesMs[site]?.[g] as number) > price).length;
      prices[g] = Math.max(0, price + ((serving - 1) * 4 * (1 + price)) / (10 * step));
    });
  }
  const today = weightedMean(weights, todayMs);
  return Number.isFinite(today) ? Math.max(0, today - most / total) : 0;
}
