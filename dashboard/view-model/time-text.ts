import { THIN } from "./number-text.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Length of time in its largest whole unit: `3 s`, `4 m`, `2 h`, `5 d`. */
export function spanText(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE_MS) return `${Math.floor(span / SECOND_MS)}${THIN}s`;
  if (span < HOUR_MS) return `${Math.floor(span / MINUTE_MS)}${THIN}m`;
  if (span < 2 * DAY_MS) return `${Math.floor(span / HOUR_MS)}${THIN}h`;
  return `${Math.floor(span / DAY_MS)}${THIN}d`;
}

/** How long ago something was; times ahead of the reader's clock count as now. */
export function agoText(atMs: number, nowMs: number): string {
  return `${spanText(nowMs - atMs)} ago`;
}

/** Time of day with its zone: `14:03:10 UTC`. */
export function clockText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(11, 19)} UTC`;
}

/** Day and time of day with their zone: `2025-03-02 14:03 UTC`. */
export function stampText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A range of time; the day stands there once when both ends share it. */
export function rangeText(fromMs: number, toMs: number): string {
  const from = new Date(fromMs).toISOString();
  const to = new Date(toMs).toISOString();
  const end = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : stampOf(to);
  return `${stampOf(from)} to ${end} UTC`;
}

function stampOf(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
