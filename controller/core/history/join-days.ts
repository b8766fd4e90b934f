import type { PathHistory } from "../../contract/path-history.ts";
import type { ServiceDay } from "./pack-days.ts";

/** Days of a service, in order of time, as histories of its paths, in order of their names. */
export function joinDays(days: readonly ServiceDay[]): PathHistory[] {
  const byPath = new Map<string, PathHistory>();
  for (const { day, paths } of days) {
    for (const { vantage, entry, endpoint, medians, ...own } of paths) {
      const key = `${vantage} ${entry} ${endpoint ?? "*"}`;
      let history = byPath.get(key);
      if (history === undefined) {
        history = { vantage, entry, endpoint, medians: [], days: [] };
        byPath.set(key, history);
      }
      for (const median of medians) history.medians.push(median);
      history.days.push({ day, ...own });
    }
  }
  return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, history]) => history);
}
