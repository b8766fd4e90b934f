import { z } from "zod";
import { Entry, Identifier, Metric } from "./measured.ts";

/** The parts of a question that name one series. */
export const SeriesName = z.object({
  vantage: Identifier,
  service: Identifier,
  entry: Entry,
  /** Left out where the entry chooses the endpoint. */
  endpoint: Identifier.optional(),
  metric: Metric,
});

export type SeriesName = z.infer<typeof SeriesName>;

/** A series as answers name it: `endpoint` is null where the entry chooses. */
export const NamedSeries = SeriesName.extend({ endpoint: Identifier.nullable() });

export type NamedSeries = z.infer<typeof NamedSeries>;

/** From when to when; the last hour when left out. */
export const WindowQuery = z.object({
  fromMs: z.coerce.number().int().positive().optional(),
  toMs: z.coerce.number().int().positive().optional(),
});

export type WindowQuery = z.infer<typeof WindowQuery>;

/** Length of a step of an answer over time; what lies inside it is merged. */
export const StepMs = z.coerce.number().int().multipleOf(60_000).min(60_000).max(86_400_000);

/** How much of a window was measured at all: minutes with at least one attempt. */
export const Coverage = z.object({
  minutes: z.int().nonnegative(),
  ofMinutes: z.int().nonnegative(),
});

export type Coverage = z.infer<typeof Coverage>;

/** What an answer covers, and the length of the stored buckets that it was read from. */
export const WindowFacts = z.object({
  fromMs: z.int(),
  toMs: z.int(),
  /** The longest of the buckets read, in milliseconds: 60000, 300000 or 3600000. */
  resolutionMs: z.int(),
  coverage: Coverage,
});

export type WindowFacts = z.infer<typeof WindowFacts>;
