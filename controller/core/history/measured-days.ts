import type { PathHistory } from "../../contract/path-history.ts";
import { HOUR_MS } from "../fold/hour.ts";

const HOURS_OF_DAY = 24;

/** Days that were measured, on the path that was measured most; each hour with a median is a part of one. */
export function measuredDays(histories: readonly PathHistory[]): number {
  return (
    histories.reduce((most, { medians }) => Math.max(most, hoursOf(medians)), 0) / HOURS_OF_DAY
  );
}

function hoursOf(medians: PathHistory["medians"]): number {
  let hours = 0;
  let last = -1;
  for (const [atMs] of medians) {
    const hour = Math.floor(atMs / HOUR_MS);
    if (hour !== last) hours += 1;
    last = hour;
  }
  return hours;
}
