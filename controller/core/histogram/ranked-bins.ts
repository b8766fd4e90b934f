/** Sparse bins in a form in which any rank is found fast. */
export type RankedBins = {
  /** How many values there are. */
  readonly n: number;
  /** Of each occupied bin its index, and how many values lie in it and in those before. */
  readonly indexes: readonly number[];
  readonly upTo: readonly number[];
};

export function rankedBins(bins: readonly number[]): RankedBins {
  const indexes: number[] = [];
  const upTo: number[] = [];
  let index = 0;
  let n = 0;
  for (let at = 0; at < bins.length; at += 2) {
    index += bins[at] as number;
    n += bins[at + 1] as number;
    indexes.push(index);
    upTo.push(n);
  }
  return { n, indexes, upTo };
}

/** Index of the bin that holds the value of this 1-based rank; the last one for a rank beyond all. */
export function binAtRank({ indexes, upTo }: RankedBins, rank: number): number {
  let [from, to] = [0, upTo.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((upTo[middle] as number) >= rank) to = middle;
    else from = middle + 1;
  }
  return indexes[from] ?? 0;
}

/** The same of bins that nothing else is asked about, which need not be ranked for that. */
export function binAtRankIn(bins: readonly number[], rank: number): number {
  let bin = 0;
  let seen = 0;
  for (let at = 0; at < bins.length; at += 2) {
    bin += bins[at] as number;
    seen += bins[at + 1] as number;
    if (seen >= rank) break;
  }
  return bin;
}
