import { z } from "zod";
import { SparseBins } from "../../probe/contract/histogram.ts";
import { Entry, Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";

const FIVE_MINUTES_MS = 300_000;

/** Where evidence comes from; shown wherever a number that stands on it is. */
export const EvidenceSource = z.enum(["measured", "simulated"]);

export type EvidenceSource = z.infer<typeof EvidenceSource>;

/** Start of five minutes (epoch milliseconds), their median in microseconds, and how many values it has. */
type FiveMinuteMedian = [atMs: number, us: number, n: number];

/** A document holds hundreds of thousands: as tuples of integers they take six times as long to check. */
const FiveMinuteMedian = z
  .array(z.number().meta({ type: "integer", minimum: 0 }))
  .length(3, "must be three numbers: start, microseconds, number of values")
  .meta({ minItems: 3, maxItems: 3 }) as unknown as z.ZodType<FiveMinuteMedian>;

/** One UTC day of a path: its number since the epoch, and all that was measured on it. */
const DayOfPath = z.object({
  day: z.int().describe("number of the UTC day since 1970-01-01, which is day 0"),
  /** Values in the bins of HdrHistogram with two digits, as probes send them. */
  bins: SparseBins.describe(
    "times in bins of HdrHistogram, 1 µs to 60 s at two significant digits: first bin, its count, distance to the next bin, its count, and so on",
  ),
  sent: z.int().nonnegative().describe("attempts"),
  /** Lost and failed attempts. */
  bad: z.int().nonnegative().describe("attempts of these that were lost or failed"),
  /** Endpoint → answers; what a way in chose by itself. */
  servedBy: z
    .record(z.string(), z.int().positive())
    .default({})
    .describe("by endpoint, answers that came from it; says whom a way in chose by itself"),
});

export type DayOfPath = z.infer<typeof DayOfPath>;

/**
 * What `echo_rtt` was on one path over days: medians of five minutes, which differences between paths
 * stand on, and a histogram a day, which quantiles stand on.
 */
export const PathHistory = z
  .object({
    vantage: Identifier.describe("vantage that measured"),
    entry: Entry.describe("way in: by Route 53 (dns), by Global Accelerator, or past both"),
    /** Null where the way in chose. */
    endpoint: Identifier.nullable().describe(
      "endpoint that was led to; empty (null) where the way in chose",
    ),
    basis: NumberBasis.optional().describe(
      "how its times came about; measured on this very path without it",
    ),
    medians: z
      .array(FiveMinuteMedian)
      .describe(
        "medians of five minutes in order of time, each as [start in epoch milliseconds, microseconds, number of values]",
      ),
    /** Left out where medians are all there is: quantiles are then those of the medians. */
    days: z
      .array(DayOfPath)
      .default([])
      .describe(
        "all times of a day, in order of time; quantiles are those of the medians without it",
      ),
  })
  .superRefine(({ entry, endpoint, medians, days }, context) => {
    const report = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (entry === "direct" && endpoint === null) {
      report(["endpoint"], "a direct path names its endpoint");
    }
    const odd = medians.findIndex((median) => faultOfMedian(median) !== null);
    const fault = faultOfMedian(medians[odd] ?? [0, 0, 1]);
    if (fault !== null) {
      report(["medians", odd, fault.at], fault.message);
      return;
    }
    const offBeat = medians.findIndex(([atMs]) => atMs % FIVE_MINUTES_MS !== 0);
    if (offBeat >= 0) {
      const message = `must be the start of five minutes, a multiple of ${FIVE_MINUTES_MS}`;
      report(["medians", offBeat, 0], message);
    }
    const early = firstNotRising(medians.map(([atMs]) => atMs));
    if (early !== null) report(["medians", early, 0], `stands ${OUT_OF_ORDER}`);
    const overlapping = firstNotRising(days.map(({ day }) => day));
    if (overlapping !== null) report(["days", overlapping, "day"], `stands ${OUT_OF_ORDER}`);
    const worse = days.findIndex(({ sent, bad }) => bad > sent);
    if (worse >= 0) report(["days", worse, "bad"], "must not be more than sent");
  });

export type PathHistory = z.infer<typeof PathHistory>;

const OUT_OF_ORDER =
  "twice or behind a later one; put them in order of time, each once, days that overlap added up";

/** Which of the three numbers cannot be, and why; null where all can. */
function faultOfMedian(median: FiveMinuteMedian): { at: number; message: string } | null {
  const fraction = median.findIndex((value) => !Number.isSafeInteger(value));
  if (fraction >= 0) return { at: fraction, message: "must be a whole number" };
  const [, us, n] = median;
  if (us < 0) return { at: 1, message: "must be 0 or more" };
  return n < 1 ? { at: 2, message: "must be 1 or more" } : null;
}

/** Position of the first number that is not above the one before; null where all rise. */
function firstNotRising(numbers: readonly number[]): number | null {
  const at = numbers.findIndex((value, each) => each > 0 && value <= (numbers[each - 1] ?? value));
  return at < 0 ? null : at;
}
