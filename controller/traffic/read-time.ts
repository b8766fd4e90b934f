/** Seconds since 1970 have fewer digits than this until the year 5138; anything longer is milliseconds. */
const LEAST_MS = 1e11;
/** Day and time with a space between, and no zone: what logs write in UTC. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
/** `10/Oct/2026:13:55:36 +0000` of web servers. */
const COMMON_LOG = /^\[?(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ?([+-]\d{4})?\]?$/;

/**
 * Milliseconds since 1970 of a time in a log; one without a zone is UTC. NaN for what is none.
 *
 * @param day where the time is one of the day alone
 */
export function readTime(text: string | null, day: string | null): number {
  if (text === null) return Number.NaN;
  if (day !== null && /^\d\d:\d\d/.test(text)) return Date.parse(`${day}T${text}Z`);
  if (/^\d+(\.\d+)?$/.test(text)) {
    const value = Number(text);
    return value < LEAST_MS ? value * 1_000 : value;
  }
  if (WITHOUT_ZONE.test(text)) return Date.parse(`${text.replace(" ", "T")}Z`);
  const common = COMMON_LOG.exec(text);
  if (common === null) return Date.parse(text);
  const [, dayOfMonth, month, year, time, zone = "+0000"] = common;
  return Date.parse(`${dayOfMonth} ${month} ${year} ${time} ${zone}`);
}
