import { z } from "zod";
import { RoutingDesign } from "./aws/routing-design.ts";
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
  changedAtMs: z.int().nullable().default(null),
  /** The design that the last evaluations found best, and in how many in a row. */
  best: z.string().nullable().default(null),
  inARow: z.int().nonnegative().default(0),
  switchCostUsd: z.number().nonnegative().nullable().default(null),
});

export type AdviceMemory = z.infer<typeof AdviceMemory>;

/** All that a recommendation is worked out from, in a file. */
export const Scenario = z
  .object({
    isochroneScenario: z.literal(SCENARIO_VERSION, {
      error: `must be ${SCENARIO_VERSION}, the version of scenarios that this release reads`,
    }),
    /** The moment that the answer is for, epoch milliseconds; the end of the evidence without it. */
    atMs: z.int().optional(),
    service: Service,
    vantages: z.array(PlacedVantage).min(1).max(10_000),
    evidence: z.object({
      source: EvidenceSource.default("measured"),
      paths: z.array(PathHistory).max(1_000_000),
    }),
    failoverRuns: z.array(FailoverRun).max(10_000).default([]),
    /** Those that the release is shipped with without them. */
    prices: PriceBook.optional(),
    /** What stands in AWS; what the service declares as its incumbent design without it. */
    live: RoutingDesign.optional(),
    thresholds: AdviceThresholds.prefault({}),
    memory: AdviceMemory.prefault({}),
  })
  .superRefine(({ service, vantages, evidence }, context) => {
    const known = new Set(vantages.map(({ id }) => id));
    const endpoints = new Set(service.endpoints.map(({ id }) => id));
    evidence.paths.forEach(({ vantage, endpoint }, at) => {
      const issue = (field: string, id: string, what: string) =>
        context.addIssue({
          code: "custom",
          path: ["evidence", "paths", at, field],
          message: `${id} is no ${what} of this scenario`,
        });
      if (!known.has(vantage)) issue("vantage", vantage, "vantage");
      if (endpoint !== null && !endpoints.has(endpoint)) issue("endpoint", endpoint, "endpoint");
    });
    service.clientGroups.forEach((group, at) => {
      const unknown = group.vantages.filter((id) => !known.has(id));
      if (unknown.length === 0) return;
      const message = `${unknown.join(", ")}: no such vantage in the scenario`;
      const path = ["service", "clientGroups", at, "vantages"];
      context.addIssue({ code: "custom", path, message });
    });
  });

export type Scenario = z.infer<typeof Scenario>;
