import { z } from "zod";
import { Summary } from "./statistic.ts";
import { NamedSeries, SeriesName, WindowFacts, WindowQuery } from "./window.ts";

/** Points that an answer has at most; a longer window needs a longer step. */
export const MOST_POINTS = 10_000;

export const SeriesQuery = SeriesName.extend({
  ...WindowQuery.shape,
  /** Length of a point; the minutes inside it are merged. */
  stepMs: z.coerce
    .number()
    .int()
    .multipleOf(60_000)
    .min(60_000)
    .max(31 * 86_400_000)
    .default(60_000),
});

export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** One series over time. Points without a measurement are left out, never filled in. */
export const SeriesAnswer = WindowFacts.extend({
  series: NamedSeries,
  stepMs: z.int(),
  points: z.array(z.object({ atMs: z.int(), summary: Summary })),
  whole: Summary,
});

export type SeriesAnswer = z.infer<typeof SeriesAnswer>;
