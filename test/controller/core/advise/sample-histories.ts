import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { mergeBins } from "../../../../controller/core/histogram/merge.ts";
import { normal } from "../../../helpers/draws.ts";
import { seeded } from "../../../helpers/seeded.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The UTC day that sample histories begin with: 2026-11-01. */
export const FIRST_DAY = 20_758;

export interface SamplePath {
  readonly vantage: string;
  readonly entry: PathHistory["entry"];
  readonly endpoint: string | null;
  /** Typical time in milliseconds, of every day alike or of each by its number from 0. */
  readonly ms: number | ((day: number) => number);
  readonly days?: number;
  /** How much days differ, standard deviation in milliseconds. */
  readonly scatterMs?: number;
  readonly hoursOfDay?: number;
  readonly badRatio?: number;
  readonly servedBy?: string;
  readonly seed?: number;
}

/** A path with a median an hour and a histogram a day, the same at every run. */
export function sampleHistory(path: SamplePath): PathHistory {
  const { ms, days = 14, scatterMs = 0.5, hoursOfDay = 24, badRatio = 0, seed = 1 } = path;
  const random = seeded(seed);
  const medians: PathHistory["medians"] = [];
  const histograms: PathHistory["days"] = [];
  for (let day = 0; day < days; day += 1) {
    const typical = (typeof ms === "number" ? ms : ms(day)) + scatterMs * normal(random);
    const values: number[] = [];
    for (let hour = 0; hour < hoursOfDay; hour += 1) {
      const us = Math.max(100, Math.round(1_000 * (typical + 0.2 * normal(random))));
      medians.push([(FIRST_DAY + day) * DAY_MS + hour * HOUR_MS, us, 12]);
      // One in twelve takes a quarter longer.
      values.push(...Array.from({ length: 11 }, () => us), Math.round(1.25 * us));
    }
    const bad = Math.round(badRatio * values.length);
    histograms.push({
      day: FIRST_DAY + day,
      bins: mergeBins(values.map((us) => [binOf(us), 1])),
      sent: values.length + bad,
      bad,
      servedBy: path.servedBy === undefined ? {} : { [path.servedBy]: values.length },
    });
  }
  const { vantage, entry, endpoint } = path;
  return { vantage, entry, endpoint, medians, days: histograms };
}
