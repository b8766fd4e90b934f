import { seriesKey } from "../../probe/contract/path.ts";
import type { NamedSeries, SeriesName, WindowQuery } from "../contract/window.ts";
import type { SeriesSteps } from "../core/window/series-steps.ts";
import type { SeriesBuckets } from "../store/series-buckets.ts";
import { TooManyStepsError } from "./too-many-steps-error.ts";

/** The span shown when none is asked for. */
const DEFAULT_SPAN_MS = 3_600_000;
/** Probes' clocks may run ahead a little; nothing is looked for beyond this. */
const FUTURE_SHOWN_MS = 5 * 60_000;

/** What is asked of some series over the same window. */
export type StepsQuery = {
  readonly series: readonly NamedSeries[];
  readonly window: WindowQuery;
  /** Null makes one step of the whole window. */
  readonly stepMs: number | null;
  /** Steps that an answer may have. */
  readonly limit: number;
};

/** The series in the order asked for, and the length that their steps came out with. */
export type LoadedSteps = {
  readonly read: readonly SeriesSteps[];
  readonly stepMs: number | null;
};

/**
 * Reads series step by step. Steps begin at multiples of their length since the epoch. They are longer
 * than asked where the window begins so long ago that only longer buckets are left.
 *
 * @throws TooManyStepsError for a window of more steps than an answer may have
 */
export async function loadSteps(
  buckets: Pick<SeriesBuckets, "sums">,
  { series, window: asked, stepMs, limit }: StepsQuery,
  nowMs: number,
): Promise<LoadedSteps> {
  const toMs = Math.min(asked.toMs ?? nowMs, nowMs + FUTURE_SHOWN_MS);
  const unit = stepMs ?? 1;
  const fromMs = Math.floor((asked.fromMs ?? toMs - DEFAULT_SPAN_MS) / unit) * unit;
  const keys = series.map(seriesKey);
  const { window, resolutionMs, bySeries } = await buckets.sums(
    keys,
    { fromMs, toMs, stepMs },
    nowMs,
  );
  const steps = window.stepMs === null ? 1 : Math.ceil((toMs - window.fromMs) / window.stepMs);
  if (steps > limit) throw new TooManyStepsError(steps, limit, toMs - window.fromMs);
  const read = keys.map((key) => ({
    fromMs: window.fromMs,
    // What is still to come is not missing.
    toMs: Math.min(toMs, nowMs),
    resolutionMs,
    steps: bySeries.get(key) ?? [],
  }));
  return { read, stepMs: window.stepMs };
}

/** The series that a question names, as its answer names it. */
export function namedSeries(query: SeriesName): NamedSeries {
  const { vantage, service, entry, endpoint = null, metric } = query;
  return { vantage, service, entry, endpoint, metric };
}
