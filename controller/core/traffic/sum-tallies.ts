import { addVolume, mostOf, noVolume, type TrafficTally, type Volume } from "./tally-traffic.ts";

/**
 * What several logs add up to, such as those of several days or load balancers. The most frequent clients of
 * nobody are counted where they are among the most frequent of a log.
 */
export function sumTallies(tallies: readonly TrafficTally[]): TrafficTally {
  const byGroup = new Map<string, Volume>();
  const unmatched = noVolume();
  const names = new Map<string, number>();
  const firstLines: number[] = [];
  let [rows, refused] = [0, 0];
  for (const tally of tallies) {
    rows += tally.rows;
    refused += tally.notUnderstood.rows;
    firstLines.push(...tally.notUnderstood.firstLines);
    for (const [group, volume] of tally.byGroup) {
      const sum = byGroup.get(group) ?? noVolume();
      byGroup.set(group, sum);
      addVolume(sum, volume);
    }
    addVolume(unmatched, tally.unmatched);
    for (const { name, requests } of tally.unmatched.most) {
      names.set(name, (names.get(name) ?? 0) + requests);
    }
  }
  return {
    rows,
    notUnderstood: { rows: refused, firstLines },
    byGroup,
    unmatched: { ...unmatched, most: mostOf(names) },
    times: timesOf(tallies),
  };
}

/** From the first to the last time of all; the shortest step that any of them has. */
function timesOf(tallies: readonly TrafficTally[]): TrafficTally["times"] {
  const all = tallies.flatMap(({ times }) => times ?? []);
  if (all.length === 0) return null;
  const steps = all.map(({ stepMs }) => stepMs).filter((stepMs) => stepMs > 0);
  return {
    fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...all.map(({ toMs }) => toMs)),
    stepMs: steps.length === 0 ? 0 : Math.min(...steps),
  };
}
