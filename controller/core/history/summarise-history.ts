import type { HistoryImport, HistorySummary } from "../../contract/history-import.ts";
import { DAY_MS, FIVE_MINUTES_MS } from "../fold/tier.ts";

/** What a history holds, in short. */
export function summariseHistory(
  { source, origin, paths, failoverRuns }: HistoryImport,
  { hash, importedAtMs }: Pick<HistorySummary, "hash" | "importedAtMs">,
): HistorySummary {
  const runsBy = (entry: "dns" | "accelerator") =>
    failoverRuns.filter((run) => run.entry === entry).length;
  const starts = paths.flatMap(({ medians, days }) => [
    ...medians.slice(0, 1).map(([atMs]) => atMs),
    ...days.slice(0, 1).map(({ day }) => day * DAY_MS),
  ]);
  const ends = paths.flatMap(({ medians, days }) => [
    ...medians.slice(-1).map(([atMs]) => atMs + FIVE_MINUTES_MS),
    ...days.slice(-1).map(({ day }) => (day + 1) * DAY_MS),
  ]);
  return {
    hash,
    source,
    origin,
    importedAtMs,
    fromMs: starts.length === 0 ? null : starts.reduce((a, b) => Math.min(a, b)),
    toMs: ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b)),
    paths: paths.length,
    medians: paths.reduce((sum, { medians }) => sum + medians.length, 0),
    failoverRuns: { dns: runsBy("dns"), accelerator: runsBy("accelerator") },
  };
}
