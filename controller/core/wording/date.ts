const DAYS_OF_ERA = 146_097;
/** From 1 March of the year 0 to 1 January 1970. */
const EPOCH_DAY = 719_468;

/** A UTC day, counted since 1970, as people write it: `2026-11-20` (H. Hinnant's civil-from-days). */
export function dateText(day: number): string {
  const shifted = day + EPOCH_DAY;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const leaps =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Months from March on, so that the leap day is the last of a year.
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
  return [String(year).padStart(4, "0"), two(month), two(date)].join("-");
}

const DAY_S = 86_400;

/** A moment in UTC, to the second: `2026-11-20 02:30:12`. */
export function secondText(atMs: number): string {
  const seconds = Math.floor(atMs / 1_000);
  const ofDay = seconds - Math.floor(seconds / DAY_S) * DAY_S;
  const time = [Math.floor(ofDay / 3_600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(two);
  return `${dateText(Math.floor(seconds / DAY_S))} ${time.join(":")}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, "0");
}
