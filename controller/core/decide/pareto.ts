import { leads, type Scored, type Tolerances } from "./score.ts";

/**
 * The candidates that no other one beats: another is at least as good in every dimension and, beyond
 * the tolerance, better in one. In the order given. Because tolerances let small leads pass, two
 * candidates may each be "as good" as a third that lies between them; none is dropped for a candidate
 * that is dropped itself, so the frontier is never empty.
 */
export function frontier(candidates: readonly Scored[], tolerances: Tolerances): Scored[] {
  const kept: Scored[] = [];
  for (const candidate of candidates) {
    if (kept.some((other) => beats(other, candidate, tolerances))) continue;
    for (let at = kept.length - 1; at >= 0; at -= 1) {
      if (beats(candidate, kept[at] as Scored, tolerances)) kept.splice(at, 1);
    }
    kept.push(candidate);
  }
  return candidates.filter((candidate) => kept.includes(candidate));
}

/** Whether one candidate makes another pointless. */
export function beats(one: Scored, other: Scored, tolerances: Tolerances): boolean {
  const each = leads(one.score, other.score, tolerances);
  return each.every((lead) => lead >= 0) && each.some((lead) => lead > 0);
}
