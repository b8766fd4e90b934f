import { HOUR_MS } from "../core/fold/hour.ts";
import type { Segment } from "../core/fold/plan-read.ts";
import { packRolled } from "../core/packed/pack-bucket.ts";
import type { CellRun, Step } from "../core/summary/sum-steps.ts";

/**
 * Sums of whole hours, as they were rolled up. They are used again only while the vantage still has the mark
 * that its last roll-up left and the same hours are asked for. The mark is read before the hours are, it is
 * never the same twice, and whatever writes an hour changes it in the same step: so a sum that is used again is
 * the one that would be read.
 */
export type HourSums = {
  /** Undefined where the hours have to be read. */
  get(series: string, of: RolledHours): CellRun | undefined;
  /** Keeps the sum of the hours; undefined where they hold nothing. */
  set(series: string, of: RolledHours, sum: Step | undefined): void;
};

/** Which hours of a vantage, by name, and the mark of its last roll-up. */
export type RolledHours = { readonly hours: string; readonly mark: string };

/** A sum takes some 400 bytes. */
const MOST_SUMS = 60_000;

type Kept = RolledHours & { readonly run: CellRun };

export function hourSums(most = MOST_SUMS): HourSums {
  const kept = new Map<string, Kept>();
  return {
    get(series, { hours, mark }) {
      const known = kept.get(`${series} ${hours}`);
      return known?.mark === mark ? known.run : undefined;
    },
    set(series, of, sum) {
      const name = `${series} ${of.hours}`;
      // Set anew it is the youngest, so that what nobody refreshes any more goes first.
      kept.delete(name);
      kept.set(name, { ...of, run: packedRun(sum) });
      const oldest = kept.size > most ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}

function packedRun(sum: Step | undefined): CellRun {
  const spanStartMs = sum?.firstMs ?? 0;
  const bytes =
    sum === undefined ? new Uint8Array() : packRolled(sum.bucket, spanStartMs, sum.minutes);
  return { bytes, spanStartMs, cellMs: HOUR_MS, firstCell: 0 };
}

/** The hours among segments; null without any, or where it cannot be told whether they have changed. */
export function rolledHours(
  segments: readonly Segment[],
  mark: string | undefined,
): RolledHours | null {
  const own = segments.filter(({ tier }) => tier === "hour");
  if (mark === undefined || own.length === 0) return null;
  const hours = own
    .map(({ spanStartMs, fromCell, toCell }) => `${spanStartMs}:${fromCell}-${toCell}`)
    .join();
  return { hours, mark };
}
