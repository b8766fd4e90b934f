import { MINUTE_MS } from "../../../probe/contract/minute.ts";

/** Span of time that is stored under one key. */
export const HOUR_MS = 3_600_000;

/** Start of the hour that a time falls into, in epoch milliseconds. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

/** Which minute of its hour a time falls into: 0 to 59. */
export function minuteInHour(atMs: number): number {
  return Math.floor((atMs - hourOf(atMs)) / MINUTE_MS);
}

/**
 * The minutes of a window, hour by hour: those that begin at or after `fromMs` and before `toMs`,
 * apart from the first, which is the minute that `fromMs` falls into.
 */
export function minutesByHour(
  fromMs: number,
  toMs: number,
): { hourMs: number; minutes: number[] }[] {
  const hours: { hourMs: number; minutes: number[] }[] = [];
  const firstMs = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS;
  for (let hourMs = hourOf(firstMs); hourMs < toMs; hourMs += HOUR_MS) {
    const from = Math.max(0, Math.floor((firstMs - hourMs) / MINUTE_MS));
    const to = Math.min(60, Math.ceil((toMs - hourMs) / MINUTE_MS));
    const minutes = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
    if (minutes.length > 0) hours.push({ hourMs, minutes });
  }
  return hours;
}
