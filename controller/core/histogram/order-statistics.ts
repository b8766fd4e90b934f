/** 1-based ranks of the values that bound a quantile; 0 and n + 1 mean that there is no bound. */
export type Ranks = { readonly low: number; readonly high: number };

/** Chance on each side that the interval misses: 95 % of them hold the true quantile. */
const MISS_PER_SIDE = 0.025;

/** Weights below this share of the largest cannot move a tail of 0.025 in double precision. */
const NEGLIGIBLE = 1e-20;

/**
 * Distribution-free 95 % interval of the `p` quantile (0 < p < 1) of `n` values as ranks of the sorted
 * values: low = the largest j with P(Bin(n, p) <= j - 1) <= 0.025, high = the smallest k with
 * P(Bin(n, p) >= k) <= 0.025. Exact at every n (Conover, Practical Nonparametric Statistics, 3.2).
 */
export function quantileRanks(n: number, p: number): Ranks {
  const { first, weights, total } = binomialWeights(n, p);
  const allowed = MISS_PER_SIDE * total;
  let low = first;
  let below = 0;
  for (const weight of weights) {
    below += weight;
    if (below > allowed) break;
    low += 1;
  }
  let high = first + weights.length;
  let above = 0;
  for (let at = weights.length - 1; at >= 0; at -= 1) {
    above += weights[at] as number;
    if (above > allowed) break;
    high = first + at;
  }
  return { low, high };
}

/**
 * Binomial probabilities up to one common factor, from the mode outwards until they no longer count.
 * Ratios of neighbours need no logarithms of factorials and so lose no precision at large n.
 */
function binomialWeights(n: number, p: number) {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const lower: number[] = [];
  let weight = 1;
  for (let k = mode; k > 0 && weight > NEGLIGIBLE; k -= 1) {
    weight *= k / ((n - k + 1) * odds);
    lower.push(weight);
  }
  const upper: number[] = [];
  weight = 1;
  for (let k = mode; k < n && weight > NEGLIGIBLE; k += 1) {
    weight *= ((n - k) / (k + 1)) * odds;
    upper.push(weight);
  }
  const weights = [...lower.reverse(), 1, ...upper];
  return { first: mode - lower.length, weights, total: weights.reduce((sum, each) => sum + each) };
}
