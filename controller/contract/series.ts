import { z } from "zod";
import { Entry, Identifier, Metric } from "./measured.ts";
import { Summary } from "./statistic.ts";

export const SeriesQuery = z.object({
  vantage: Identifier,
  service: Identifier,
  entry: Entry,
  /** Left out where the entry chooses the endpoint. */
  endpoint: Identifier.optional(),
  metric: Metric,
  fromMs: z.coerce.number().int().positive().optional(),
  toMs: z.coerce.number().int().positive().optional(),
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
export const SeriesAnswer = z.object({
  series: z.object({
    vantage: Identifier,
    service: Identifier,
    entry: Entry,
    endpoint: Identifier.nullable(),
    metric: Metric,
  }),
  fromMs: z.int(),
  toMs: z.int(),
  stepMs: z.int(),
  points: z.array(z.object({ atMs: z.int(), summary: Summary })),
  whole: Summary,
});

export type SeriesAnswer = z.infer<typeof SeriesAnswer>;
