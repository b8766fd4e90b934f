import { z } from "zod";
import { FailoverEntry } from "./client-class.ts";

/**
 * Median over runs of the time by which half of the users were stable, milliseconds. `interval`: 95 % of
 * such intervals hold the true one; `highMs` null: beyond what was watched. `maximum`: fewer than six runs
 * have no interval, so the longest is told. `none`: no run tells.
 */
const MedianOfRuns = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("interval"),
    lowMs: z.number().nonnegative(),
    highMs: z.number().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal("maximum"), highMs: z.number().nonnegative().nullable() }),
  z.object({ kind: z.literal("none") }),
]);

export type MedianOfRuns = z.infer<typeof MedianOfRuns>;

/** How far the median lies from what was predicted, in its standard errors; an alarm beyond three. */
const PredictionCheck = z.object({ z: z.number(), isAlarm: z.boolean() });

export type PredictionCheck = z.infer<typeof PredictionCheck>;

/** What several runs of one failure say of the next one, by one way in. The run is the unit. */
export const RunsSummary = z.object({
  entry: FailoverEntry,
  runs: z.int().nonnegative(),
  /** Runs in which the recovery time held for enough users for certain. */
  within: z.int().nonnegative(),
  /** Share of runs in which it holds, at least: exact one-sided bound at 95 % confidence; 0 without runs. */
  attainmentLowRatio: z.number().min(0).max(1),
  /** Runs without a miss that would show the share that the plan asks for. */
  cleanRunsNeeded: z.int().positive(),
  median: MedianOfRuns,
  prediction: PredictionCheck.nullable(),
});

export type RunsSummary = z.infer<typeof RunsSummary>;
