import type { DayOfPath, PathHistory } from "../../contract/path-history.ts";
import { middleOfBin } from "../histogram/latency-histogram.ts";
import { mergeBins } from "../histogram/merge.ts";
import { binAtRank, rankedBins } from "../histogram/ranked-bins.ts";
import type { Step } from "../summary/sum-steps.ts";

/** Who measured which way. */
export type HistoryPath = Pick<PathHistory, "vantage" | "entry" | "endpoint">;

/** One UTC day of one path. */
export type PathDay = HistoryPath & Pick<PathHistory, "medians"> & Omit<DayOfPath, "day">;

/** What the sums of five minutes (of an hour, where no shorter ones are left) say of a day. */
export function pathDay(path: HistoryPath, steps: readonly Step[]): PathDay {
  const medians: PathHistory["medians"] = [];
  const servedBy = new Map<string, number>();
  let [sent, bad] = [0, 0];
  for (const { atMs, bucket } of steps) {
    const ranked = rankedBins(bucket.bins);
    if (ranked.n > 0) {
      medians.push([atMs, middleOfBin(binAtRank(ranked, Math.ceil(ranked.n / 2))), ranked.n]);
    }
    sent += bucket.sent;
    bad += bucket.lost;
    for (const count of Object.values(bucket.failures)) bad += count;
    for (const [name, answers] of Object.entries(bucket.servedBy)) {
      servedBy.set(name, (servedBy.get(name) ?? 0) + answers);
    }
  }
  const { vantage, entry, endpoint } = path;
  const bins = mergeBins(steps.map(({ bucket }) => bucket.bins));
  return {
    vantage,
    entry,
    endpoint,
    medians,
    bins,
    sent,
    bad,
    servedBy: Object.fromEntries([...servedBy].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
