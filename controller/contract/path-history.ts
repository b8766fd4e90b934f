import { z } from "zod";
import { SparseBins } from "../../probe/contract/histogram.ts";
import { Entry, Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";

/** Where evidence comes from; shown wherever a number that stands on it is. */
export const EvidenceSource = z.enum(["measured", "simulated"]);

export type EvidenceSource = z.infer<typeof EvidenceSource>;

/** Start of five minutes (epoch milliseconds), their median in microseconds, and how many values it has. */
const FiveMinuteMedian = z.tuple([z.int(), z.int().nonnegative(), z.int().positive()]);

/** One UTC day of a path: its number since the epoch, and all that was measured on it. */
const DayOfPath = z.object({
  day: z.int(),
  /** Values in the bins of HdrHistogram with three digits, as probes send them. */
  bins: SparseBins,
  sent: z.int().nonnegative(),
  /** Lost and failed attempts. */
  bad: z.int().nonnegative(),
  /** Endpoint → answers; what a way in chose by itself. */
  servedBy: z.record(z.string(), z.int().positive()).default({}),
});

/**
 * What `echo_rtt` was on one path over days: medians of five minutes, which differences between paths
 * stand on, and a histogram a day, which quantiles stand on.
 */
export const PathHistory = z
  .object({
    vantage: Identifier,
    entry: Entry,
    /** Null where the way in chose. */
    endpoint: Identifier.nullable(),
    /** How its times came about; measured on this very path without it. */
    basis: NumberBasis.optional(),
    medians: z.array(FiveMinuteMedian),
    /** Left out where medians are all there is: quantiles are then those of the medians. */
    days: z.array(DayOfPath).default([]),
  })
  .superRefine(({ entry, endpoint, medians, days }, context) => {
    if (entry === "direct" && endpoint === null) {
      const message = "a direct path names its endpoint";
      context.addIssue({ code: "custom", path: ["endpoint"], message });
    }
    const rising = (numbers: readonly number[]) =>
      numbers.every((value, at) => at === 0 || value > (numbers[at - 1] as number));
    const message = "must be in order of time, each once";
    if (!rising(medians.map(([atMs]) => atMs))) {
      context.addIssue({ code: "custom", path: ["medians"], message });
    }
    if (!rising(days.map(({ day }) => day))) {
      context.addIssue({ code: "custom", path: ["days"], message });
    }
  });

export type PathHistory = z.infer<typeof PathHistory>;
