import type { Batch, Contribution } from "../../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { seriesKey } from "../../../probe/contract/path.ts";
import { HOUR_MS, hourOf, minuteInHour } from "./hour.ts";

/** The contributions of a batch to one series in one hour: what is folded in one atomic step. */
export type FoldStep = {
  readonly series: string;
  readonly hourMs: number;
  readonly parts: readonly { readonly minute: number; readonly contribution: Contribution }[];
};

/**
 * Sorts the contributions of a batch by series and hour, in the order in which they stand. Hours that
 * ended before `keepFromMs` are left out: they have passed the end of their retention.
 */
export function planFold(batch: Batch, keepFromMs: number): FoldStep[] {
  const steps = new Map<
    string,
    { series: string; hourMs: number; parts: FoldStep["parts"][number][] }
  >();
  for (const contribution of batch.contributions) {
    const hourMs = hourOf(contribution.minuteMs);
    if (hourMs + HOUR_MS <= keepFromMs) continue;
    const series = seriesKey({ vantage: batch.vantage, ...contribution });
    const key = `${series} ${hourMs}`;
    const step = steps.get(key) ?? { series, hourMs, parts: [] };
    steps.set(key, step);
    step.parts.push({ minute: minuteInHour(contribution.minuteMs), contribution });
  }
  return [...steps.values()];
}

/** The newest minute that a batch has on each of its series: key of the series → epoch milliseconds. */
export function newestMinutes(batch: Batch): Map<string, number> {
  const newest = new Map<string, number>();
  for (const contribution of batch.contributions) {
    const key = seriesKey({ vantage: batch.vantage, ...contribution });
    const minuteMs = Math.floor(contribution.minuteMs / MINUTE_MS) * MINUTE_MS;
    newest.set(key, Math.max(minuteMs, newest.get(key) ?? 0));
  }
  return newest;
}
