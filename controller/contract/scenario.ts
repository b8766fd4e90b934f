import { z } from "zod";
import { RoutingDesign } from "./aws/routing-design.ts";
import { checkScenario } from "./check-scenario.ts";
import { PlacedVantage, Service } from "./estate.ts";
import { FailoverRun } from "./failover-run.ts";
import { EvidenceSource, PathHistory } from "./path-history.ts";
import { PriceBook } from "./price-book.ts";

/** The version of the shape below. It grows when a file of an earlier one would be read wrongly. */
const SCENARIO_VERSION = 1;

/** What is worth acting on; each has the usual value without one. */
export const AdviceThresholds = z.object({
  leastDifferenceMs: z
    .number()
    .positive()
    .max(10_000)
    .optional()
    .describe("differences of latency below this are not worth acting on, in milliseconds"),
  leastDifferenceRatio: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("nor are those below this share of what users have, 0.05 for 5 %"),
  costToleranceUsd: z
    .number()
    .nonnegative()
    .optional()
    .describe("costs a month that differ by no more count as equal, in USD"),
});

export type AdviceThresholds = z.infer<typeof AdviceThresholds>;

/** What was decided before, for the rules that keep an answer from going to and fro. */
export const AdviceMemory = z.object({
  /** When the design in use was changed last, epoch milliseconds; null where that is not known to have been. */
  changedAtMs: z
    .int()
    .nullable()
    .default(null)
    .describe(
      "when the design in use was changed last, epoch milliseconds; empty where not known to have been",
    ),
  /** The design that the last evaluations found best, and in how many in a row. */
  best: z
    .string()
    .nullable()
    .default(null)
    .describe("name of the design that the last evaluations found best"),
  inARow: z
    .int()
    .nonnegative()
    .default(0)
    .describe("in how many evaluations in a row it was the best"),
  switchCostUsd: z
    .number()
    .nonnegative()
    .nullable()
    .default(null)
    .describe("what changing the design costs once, in USD; empty where not known"),
});

export type AdviceMemory = z.infer<typeof AdviceMemory>;

const Evidence = z.object({
  source: EvidenceSource.default("measured").describe(
    "whether probes measured it or a model made it up",
  ),
  paths: z.array(PathHistory).max(1_000_000).describe("what was measured, path by path, each once"),
});

/** The fields of a scenario, each by itself. */
const ScenarioShape = z.object({
  isochroneScenario: z
    .literal(SCENARIO_VERSION, {
      error: `must be ${SCENARIO_VERSION}, the version of scenarios that this release reads`,
    })
    .describe(`version of this form of file: ${SCENARIO_VERSION}`),
  /** The moment that the answer is for, epoch milliseconds; the end of the evidence without it. */
  atMs: z
    .int()
    .optional()
    .describe(
      "moment that the answer is for, epoch milliseconds, what was measured later left out; the end of the evidence without it",
    ),
  service: Service.describe("the service, as the controller knows it"),
  vantages: z.array(PlacedVantage).min(1).max(10_000).describe("places that probes stand in"),
  evidence: Evidence.describe("what was measured"),
  failoverRuns: z
    .array(FailoverRun)
    .max(10_000)
    .default([])
    .describe("what tests of failover showed, a run for each way in"),
  /** Those that the release is shipped with without them. */
  prices: PriceBook.optional().describe("prices; those that this release comes with without it"),
  /** What stands in AWS; what the service declares as its incumbent design without it. */
  live: RoutingDesign.optional().describe(
    "record sets, health checks and accelerators that stand in AWS; what the service declares as incumbentDesign without it",
  ),
  thresholds: AdviceThresholds.prefault({}).describe("what is worth acting on"),
  memory: AdviceMemory.prefault({}).describe("what was decided before"),
});

/** All that a recommendation is worked out from, in a file. */
export const Scenario = ScenarioShape.superRefine(checkScenario);

export type Scenario = z.infer<typeof Scenario>;

/** What a folder says beside its evidence, failover runs and prices, which have files of their own. */
export const ScenarioOfFolder = ScenarioShape.omit({ failoverRuns: true, prices: true }).extend({
  evidence: Evidence.pick({ source: true }).prefault({}),
});

export type ScenarioOfFolder = z.infer<typeof ScenarioOfFolder>;
