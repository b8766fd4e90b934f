import type { ReadWindow } from "../../../controller/core/fold/plan-read.ts";
import { lowestOfBin } from "../../../controller/core/histogram/latency-histogram.ts";
import type { Store } from "../../../controller/store/store.ts";
import { emptyTotals, type Totals } from "./ledger.ts";

/** What the store says of series, step by step, and the longest buckets that it read it from. */
export async function storedTotals(
  store: Pick<Store, "buckets">,
  series: readonly string[],
  window: ReadWindow,
): Promise<{ resolutionMs: number; totals: Map<string, Map<number, Totals>> }> {
  const { bySeries, resolutionMs } = await store.buckets.sums(series, window, Date.now());
  const totals = new Map<string, Map<number, Totals>>();
  for (const [key, steps] of bySeries) {
    const own = new Map<number, Totals>();
    for (const { atMs, minutes, bucket } of steps) {
      const { sent, lost, tainted, skipped, minUs, maxUs } = bucket;
      own.set(atMs, {
        ...emptyTotals(),
        ...{ sent, lost, tainted, skipped, minUs, maxUs, minutes },
        failures: { ...bucket.failures },
        servedBy: { ...bucket.servedBy },
        lastAtMs: bucket.lastAtMs ?? 0,
        ...valuesOf(bucket.bins),
      });
    }
    totals.set(key, own);
  }
  return { resolutionMs, totals };
}

function valuesOf(bins: readonly number[]): Pick<Totals, "values" | "sumUs"> {
  const values: Record<number, number> = {};
  let sumUs = 0;
  let bin = 0;
  for (let at = 0; at < bins.length; at += 2) {
    bin += bins[at] ?? 0;
    const count = bins[at + 1] ?? 0;
    values[lowestOfBin(bin)] = count;
    sumUs += lowestOfBin(bin) * count;
  }
  return { values, sumUs };
}
