import { z } from "zod";
import { Entry, Identifier, Metric } from "./measured.ts";
import { GroupVerdict } from "./recommendation.ts";
import { Summary } from "./statistic.ts";
import { Coverage, NamedSeries, StepMs, WindowFacts, WindowQuery } from "./window.ts";

/**
 * Two paths from one vantage into one service. Global Accelerator ends TCP at its edge, so entries are
 * compared on `echo_rtt`, `ttfb_new` or `udp_rtt`; `connect`, `tls` and `dns` compare endpoints of one entry.
 */
export const ComparisonQuery = z
  .object({
    vantage: Identifier,
    service: Identifier,
    metric: Metric,
    oneEntry: Entry,
    /** Left out where the entry chooses the endpoint. */
    oneEndpoint: Identifier.optional(),
    otherEntry: Entry,
    otherEndpoint: Identifier.optional(),
    ...WindowQuery.shape,
    stepMs: StepMs.default(300_000),
  })
  .superRefine((query, context) => {
    const comparesEntries = query.oneEntry !== query.otherEntry;
    if (comparesEntries && ["connect", "tls", "dns"].includes(query.metric)) {
      context.addIssue({
        code: "custom",
        path: ["metric"],
        message: `${query.metric} ends at the edge of the entry; use echo_rtt, ttfb_new or udp_rtt to compare entries`,
      });
    }
    if (!comparesEntries && query.oneEndpoint === query.otherEndpoint) {
      context.addIssue({
        code: "custom",
        path: ["otherEndpoint"],
        message: "names the same path twice; choose another entry or endpoint",
      });
    }
  });

export type ComparisonQuery = z.infer<typeof ComparisonQuery>;

const Side = z.object({ series: NamedSeries, whole: Summary, coverage: Coverage });

/** `other` minus `one`: what is below 0 is faster by `other`. */
export const Comparison = WindowFacts.omit({ coverage: true }).extend({
  stepMs: z.int(),
  one: Side,
  other: Side,
  /** Difference of the medians of the window; null where a median or its interval is missing. */
  difference: z.object({ us: z.int(), lowUs: z.int(), highUs: z.int() }).nullable(),
  /** What a difference must exceed to matter to users who have `one`; null without a median. */
  thresholdUs: z.int().nullable(),
  verdict: GroupVerdict,
  /** Steps in which both have a median: how often `other` was faster, and by how much typically. */
  paired: z.object({
    steps: z.int().nonnegative(),
    otherFaster: z.int().nonnegative(),
    medianUs: z.int().nullable(),
  }),
  points: z.array(
    z.object({
      atMs: z.int(),
      one: Summary.nullable(),
      other: Summary.nullable(),
      differenceUs: z.int().nullable(),
    }),
  ),
});

export type Comparison = z.infer<typeof Comparison>;
