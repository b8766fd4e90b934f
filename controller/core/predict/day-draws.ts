import { seededRandom } from "../statistics/seeded-random.ts";

/** How often days are drawn anew. */
const DRAWS = 1_000;

/** How often each of some days was taken, draw by draw: days of one draw stand next to each other. */
export interface DayDraws {
  readonly days: number;
  readonly draws: number;
  readonly counts: Uint16Array;
}

/**
 * Days taken with replacement, as many as there are (a bootstrap by days: within a day the values of
 * all paths move together). The same for equal numbers of days, so that equal questions have equal
 * answers, and designs are compared on the same days.
 */
export function dayDraws(days: number, draws = DRAWS): DayDraws {
  const counts = new Uint16Array(draws * days);
  const next = seededRandom(days);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let taken = 0; taken < days; taken += 1) {
      const at = draw * days + Math.floor(next() * days);
      counts[at] = (counts[at] as number) + 1;
    }
  }
  return { days, draws, counts };
}
