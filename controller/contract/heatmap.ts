import { z } from "zod";
import { Band, BandLimit } from "./distribution.ts";
import { Summary } from "./statistic.ts";
import { NamedSeries, SeriesName, StepMs, WindowFacts, WindowQuery } from "./window.ts";

/** Columns that an answer has at most; a longer window needs a longer step. */
export const MOST_COLUMNS = 2_000;

export const HeatmapQuery = SeriesName.extend({
  ...WindowQuery.shape,
  stepMs: StepMs.default(60_000),
  bands: BandLimit.default(40),
});

export type HeatmapQuery = z.infer<typeof HeatmapQuery>;

/** Times over time: how many answers fell into each band in each step. Steps without attempts are left out. */
export const Heatmap = WindowFacts.extend({
  series: NamedSeries,
  stepMs: z.int(),
  whole: Summary,
  /** The same for all columns, the shortest times first. */
  bands: z.array(Band),
  columns: z.array(
    z.object({
      atMs: z.int(),
      /** One for each band. */
      counts: z.array(z.int().nonnegative()),
      /** Attempts without a time: they are in no band and must not vanish from the picture. */
      lost: z.int().nonnegative(),
      failed: z.int().nonnegative(),
      tainted: z.int().nonnegative(),
    }),
  ),
});

export type Heatmap = z.infer<typeof Heatmap>;
