/** 1-based ranks of the values that bound a quantile; 0 and n + 1 mean that there is no bound. */
export type Ranks = { readonly low: number; readonly high: number };

/** Chance on each side that the interval misses: 95 % of them hold the true quantile. */
const MISS_PER_SIDE = 0.025;

/** Weights below this share of the largest cannot move a tail of 0.025 in double precision. */
const NEGLIGIBLE = 1e-20;

/** Counts that were met before are met again: every full day of a cadence has the same. */
const known = new Map<number, Map<number, Ranks>>();
const MOST_KNOWN = 20_000;

/**
 * Distribution-free 95 % interval of the `p` quantile (0 < p < 1) of `n` values as ranks of the sorted
 * values: low = the largest j with P(Bin(n, p) <= j - 1) <= 0.025, high = the smallest k with
 * P(Bin(n, p) >= k) <= 0.025. Exact at every n (Conover, Practical Nonparametric Statistics, 3.2).
 */
export function quantileRanks(n: number, p: number): Ranks {
  const ofP = known.get(p) ?? new Map<number, Ranks>();
  known.set(p, ofP);
  const before = ofP.get(n);
  if (before !== undefined) return before;
  if (ofP.size >= MOST_KNOWN) ofP.clear();
  const ranks = ranksOf(n, p);
  ofP.set(n, ranks);
  return ranks;
}

/** Weights below and above the mode, nearest first. Kept, because making room takes longer than filling it. */
const lower: number[] = [];
const upper: number[] = [];

/**
 * Binomial probabilities up to one common factor, from the mode outwards until they no longer count.
 * Ratios of neighbours need no logarithms of factorials and so lose no precision at large n. The tails are
 * added up from their thin ends.
 */
function ranksOf(n: number, p: number): Ranks {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  let total = 1;
  let belowMode = 0;
  for (let weight = 1, k = mode; k > 0 && weight > NEGLIGIBLE; k -= 1) {
    weight *= k / ((n - k + 1) * odds);
    lower[belowMode] = weight;
    belowMode += 1;
    total += weight;
  }
  let aboveMode = 0;
  for (let weight = 1, k = mode; k < n && weight > NEGLIGIBLE; k += 1) {
    weight *= ((n - k) / (k + 1)) * odds;
    upper[aboveMode] = weight;
    aboveMode += 1;
    total += weight;
  }
  const allowed = MISS_PER_SIDE * total;
  const weightAt = (k: number) => {
    if (k === mode) return 1;
    return (k < mode ? lower[mode - k - 1] : upper[k - mode - 1]) as number;
  };
  const [first, last] = [mode - belowMode, mode + aboveMode];
  let low = first;
  for (let below = weightAt(low); below <= allowed; below += weightAt(low)) low += 1;
  let high = last + 1;
  for (let above = weightAt(last); above <= allowed; above += weightAt(high - 1)) high -= 1;
  return { low, high };
}
