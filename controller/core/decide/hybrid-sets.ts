/** A group that an accelerator is better for: what it gains, and what that costs. */
export type HybridGroup = {
  readonly group: string;
  /** Share of the users times the gain, in µs of everybody's mean. */
  readonly weightedGainUs: number;
  readonly usdPerMonth: number;
};

/** So many groups have no more than 32,768 sets, which are all looked at. */
export const MOST_FOR_ALL = 15;

/**
 * Sets of groups to try behind an accelerator, the empty one not among them. All sets of up to 15
 * groups; of more, the chain that grows by the group with the most gain per dollar.
 */
export function hybridSets(groups: readonly HybridGroup[]): string[][] {
  if (groups.length > MOST_FOR_ALL) return chain(groups);
  const sets: string[][] = [];
  for (let mask = 1; mask < 2 ** groups.length; mask += 1) {
    sets.push(groups.filter((_, at) => (mask >> at) & 1).map(({ group }) => group));
  }
  return sets;
}

function chain(groups: readonly HybridGroup[]): string[][] {
  // A group that costs nothing comes first; among such the larger gain.
  const density = ({ weightedGainUs, usdPerMonth }: HybridGroup) => weightedGainUs / usdPerMonth;
  const sorted = [...groups].sort(
    (a, b) => density(b) - density(a) || b.weightedGainUs - a.weightedGainUs,
  );
  return sorted.map((_, at) => sorted.slice(0, at + 1).map(({ group }) => group));
}
