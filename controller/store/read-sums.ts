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
import { type CellRun, type Step, sumSteps } from "../core/summary/sum-steps.ts";
import type { RedisClient } from "./connect.ts";
import { type DueMarks, readDue } from "./due-hours.ts";
import { type HourSums, type RolledHours, rolledHours } from "./hour-sums.ts";
import { KEYS, partsOf } from "./keys.ts";
import { readFields } from "./read-fields.ts";
import { ROLL_MARK } from "./scripts/roll-script.ts";

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

/** Where sums are read from. */
export type SumsSource = {
  readonly redis: RedisClient;
  /** How old buckets may be and still be all there. */
  readonly keep: Keep;
  readonly kept: HourSums;
};

/** Series of one vantage that are read in one call. */
type Slice = {
  readonly series: readonly string[];
  /** All that the sums are made of. */
  readonly segments: readonly Segment[];
  /** Hours whose sums may be kept; null for none. */
  readonly rolled: RolledHours | null;
  /** These sums, series by series, where they are at hand: then only the rest is read. */
  readonly known: readonly CellRun[] | null;
};

/**
 * Adds up each series over a window.
 *
 * @throws StoredBytesError for buckets that this release did not write.
 */
export async function readSums(
  { redis, keep, kept }: SumsSource,
  series: readonly string[],
  asked: ReadWindow,
  nowMs: number,
): Promise<Sums> {
  const window = fitWindow(asked, keep, nowMs);
  const slices = await planSlices({ redis, keep, kept }, series, window, nowMs);
  const bySeries = new Map<string, readonly Step[]>(series.map((key) => [key, []]));
  const sum = accumulator();
  let next = 0;
  const work = async () => {
    for (let slice = slices[next++]; slice !== undefined; slice = slices[next++]) {
      const runs = await readSlice(redis, slice);
      const { length } = segmentsToRead(slice);
      for (const [at, key] of slice.series.entries()) {
        const own = runs.slice(at * length, (at + 1) * length);
        if (slice.rolled !== null && slice.known === null)
          kept.set(key, slice.rolled, sumSteps(hoursOf(own), null, sum)[0]);
        bySeries.set(key, sumSteps(withHours(own, slice, at), window.stepMs, sum));
      }
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  const lengths = slices.flatMap(({ segments }) => segments.map(({ tier }) => TIERS[tier].cellMs));
  const resolutionMs = lengths.reduce((a, b) => Math.max(a, b), TIERS.minute.cellMs);
  return { window, resolutionMs, bySeries };
}

function segmentsToRead({ segments, known }: Slice): readonly Segment[] {
  return known === null ? segments : segments.filter(({ tier }) => tier !== "hour");
}

/** The runs of the series at a place of the slice, oldest first, with the known sum of its hours for these. */
function withHours(read: readonly CellRun[], { segments, known }: Slice, at: number) {
  const run = known?.[at];
  if (run === undefined) return read;
  const before = segments.findIndex(({ tier }) => tier === "hour");
  return [...read.slice(0, before), run, ...read.slice(before)];
}

function hoursOf(runs: readonly CellRun[]): CellRun[] {
  return runs.filter(({ cellMs }) => cellMs === TIERS.hour.cellMs);
}

async function readSlice(redis: RedisClient, slice: Slice): Promise<CellRun[]> {
  const segments = segmentsToRead(slice);
  const keys = slice.series.flatMap((key) =>
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
  { redis, keep, kept }: SumsSource,
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
    const due = marks[at] ?? {};
    const segments = planFor(due);
    if (segments.length === 0) return [];
    const rolled = window.stepMs === null ? rolledHours(segments, due[ROLL_MARK]) : null;
    return slicesOf(byVantage.get(vantage) ?? [], segments, rolled, kept);
  });
}

function slicesOf(
  series: readonly string[],
  segments: readonly Segment[],
  rolled: RolledHours | null,
  kept: HourSums,
): Slice[] {
  const runs = series.map((key) => (rolled === null ? undefined : kept.get(key, rolled)));
  const slices: Slice[] = [];
  for (const isKnown of [true, false]) {
    const own = series.flatMap((key, at) => {
      const run = runs[at];
      return (run !== undefined) === isKnown ? [{ key, run }] : [];
    });
    const whole = { segments, rolled, known: isKnown ? [] : null };
    const fields = segmentsToRead({ series: [], ...whole }).reduce(
      (sum, { fromCell, toCell }) => sum + toCell - fromCell,
      0,
    );
    const seriesPerCall = Math.max(1, Math.floor(FIELDS_PER_CALL / Math.max(1, fields)));
    for (let at = 0; at < own.length; at += seriesPerCall) {
      const part = own.slice(at, at + seriesPerCall);
      slices.push({
        ...whole,
        series: part.map(({ key }) => key),
        known: isKnown ? part.flatMap(({ run }) => run ?? []) : null,
      });
    }
  }
  return slices;
}
