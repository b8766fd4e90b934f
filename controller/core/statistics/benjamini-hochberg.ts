/**
 * Which of many hypotheses may be rejected so that at most the share `rate` of the rejected are
 * expected to be true ones (Benjamini and Hochberg 1995, step-up). Answers in the order given.
 */
export function benjaminiHochberg(pValues: readonly number[], rate = 0.05): boolean[] {
  const ascending = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const last = ascending.findLastIndex(({ p }, rank) => p <= (rate * (rank + 1)) / pValues.length);
  const rejected = new Set(ascending.slice(0, last + 1).map(({ at }) => at));
  return pValues.map((_, at) => rejected.has(at));
}
