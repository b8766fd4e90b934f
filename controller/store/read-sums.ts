import { hourOf } from "../core/fold/hour.ts";
import type { Keep } from "../core/fold/keep.ts";
import {
  fitWindow,
  isYoung,
  planRead,
  type ReadWindow,
  type Segment,
} from "../core/fold/plan-read.ts";
import { TIERS } from "../core/fold/tier.ts";
import { accumulator } from "../core/summary/accumulator.ts";
import { type Step, sumSteps } from "../core/summary/sum-steps.ts";
import type { RedisClient } from "./connect.ts";
import { type DueMarks, readDue } from "./due-hours.ts";
import { KEYS, partsOf } from "./keys.ts";
import { readFields } from "./read-fields.ts";

/** What was measured in a window, as the finest detail that is left of its beginning allows. */
export type Sums = {
  /** The window and its steps, widened to whole buckets where short ones are gone. */
  readonly window: ReadWindow;
  /** Length of the longest buckets that were looked at, in milliseconds. */
  readonly resolutionMs: number;
  /** A step for each that holds anything, oldest first; every series that was asked for is there. */
  readonly bySeries: ReadonlyMap<string, readonly Step[]>;
};

/** Fields in one call: some two milliseconds of Redis's time. */
const FIELDS_PER_CALL = 4_000;
/** Calls on the way: one is worked on while another is read, and folding gets its turn between. */
const CALLS_AT_ONCE = 3;

/** Series of one vantage that are read in one call. */
type Slice = { readonly series: readonly string[]; readonly segments: readonly Segment[] };

/**
 * Adds up each series over a window.
 *
 * @throws StoredBytesError for buckets that this release did not write.
 */
export async function readSums(
  redis: RedisClient,
  keep: Keep,
  series: readonly string[],
  asked: ReadWindow,
  nowMs: number,
): Promise<Sums> {
  const window = fitWindow(asked, keep, nowMs);
  const slices = await planSlices(redis, keep, series, window, nowMs);
  const bySeries = new Map<string, readonly Step[]>(series.map((key) => [key, []]));
  const sum = accumulator();
  let next = 0;
  const work = async () => {
    for (let slice = slices[next++]; slice !== undefined; slice = slices[next++]) {
      const runs = await readSlice(redis, slice);
      const { length } = slice.segments;
      for (const [at, key] of slice.series.entries()) {
        const own = runs.slice(at * length, (at + 1) * length);
        bySeries.set(key, sumSteps(own, window.stepMs, sum));
      }
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  const lengths = slices.flatMap(({ segments }) => segments.map(({ tier }) => TIERS[tier].cellMs));
  const resolutionMs = lengths.reduce((a, b) => Math.max(a, b), TIERS.minute.cellMs);
  return { window, resolutionMs, bySeries };
}

async function readSlice(redis: RedisClient, { series, segments }: Slice) {
  const keys = series.flatMap((key) =>
    segments.map(({ tier, spanStartMs }) => KEYS.buckets(tier, key, spanStartMs)),
  );
  const ranges = segments.map(({ fromCell, toCell }) => ({ from: fromCell, to: toCell }));
  const fields = await readFields(redis, keys, ranges);
  return fields.map((bytes, at) => {
    const { tier, spanStartMs, fromCell } = segments[at % segments.length] as Segment;
    return { bytes, spanStartMs, cellMs: TIERS[tier].cellMs, firstCell: fromCell };
  });
}

async function planSlices(
  redis: RedisClient,
  keep: Keep,
  series: readonly string[],
  window: ReadWindow,
  nowMs: number,
): Promise<Slice[]> {
  const byVantage = new Map<string, string[]>();
  for (const key of series) {
    const { vantage } = partsOf(key);
    const own = byVantage.get(vantage);
    if (own === undefined) byVantage.set(vantage, [key]);
    else own.push(key);
  }
  const vantages = [...byVantage.keys()];
  // Young hours are read from their minutes without asking.
  const needsMarks = !isYoung(hourOf(window.fromMs), nowMs) && window.fromMs < window.toMs;
  const marks = needsMarks ? await readDue(redis, vantages) : [];
  // Mostly the same for all: planning a year takes longer than looking it up.
  const plans = new Map<string, Segment[]>();
  const planFor = (due: DueMarks): Segment[] => {
    const hours = Object.keys(due).sort().join();
    const known = plans.get(hours);
    if (known !== undefined) return known;
    const plan = planRead(window, keep, nowMs, (hourMs) => due[hourMs] !== undefined);
    plans.set(hours, plan);
    return plan;
  };
  return vantages.flatMap((vantage, at) => {
    const segments = planFor(marks[at] ?? {});
    return segments.length === 0 ? [] : slicesOf(byVantage.get(vantage) ?? [], segments);
  });
}

function slicesOf(series: readonly string[], segments: readonly Segment[]): Slice[] {
  const fields = segments.reduce((sum, { fromCell, toCell }) => sum + toCell - fromCell, 0);
  const seriesPerCall = Math.max(1, Math.floor(FIELDS_PER_CALL / fields));
  const slices: Slice[] = [];
  for (let at = 0; at < series.length; at += seriesPerCall) {
    slices.push({ series: series.slice(at, at + seriesPerCall), segments });
  }
  return slices;
}
