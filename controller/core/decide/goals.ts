import type { Service } from "../../contract/estate.ts";
import type { Objectives } from "../../contract/objectives.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import type { FastestWays } from "../predict/fastest-ways.ts";
import { type Tolerances, USUAL_TOLERANCES } from "./score.ts";

/** Share of users and failures that a recovery time has to hold for, where the owner names none. */
const USUAL_ATTAINMENT = 0.95;

/** A latency that users shall get, which predictions can be held against. */
export interface LatencyGoal {
  readonly statistic: "p50" | "p95";
  readonly atMostUs: number;
  /** Null for all users together. */
  readonly groups: readonly string[] | null;
}

/** What the owner wants, as far as designs are chosen by it. */
export interface Goals {
  /** Null without a recovery time. */
  readonly rtoS: number | null;
  readonly leastAttainment: number;
  /** Null without a budget. */
  readonly budgetUsd: number | null;
  readonly latency: readonly LatencyGoal[];
  /** What no design can be better than, for designs of which less is known; nothing is known without it. */
  readonly fastest?: FastestWays | undefined;
}

export function goalsOf({
  objectives,
  constraints,
}: Pick<Service, "objectives" | "constraints">): Goals {
  return {
    rtoS: objectives.rtoS ?? null,
    leastAttainment: objectives.attainmentRatio ?? USUAL_ATTAINMENT,
    budgetUsd: constraints?.budgetUsdPerMonth ?? null,
    latency: latencyGoals(objectives),
  };
}

/** Latency objectives that predictions say nothing of: other metrics, other statistics. In words. */
export function goalsNotJudged({ latency = [] }: Objectives): string[] {
  return latency
    .filter(({ metric, statistic }) => !isJudged(metric, statistic))
    .map(({ metric, statistic, atMostMs }) => `${statistic} of ${metric} ≤ ${atMostMs} ms`);
}

function latencyGoals({ latency = [] }: Objectives): LatencyGoal[] {
  return latency.flatMap(({ metric, statistic, atMostMs, groups }) =>
    metric === "echo_rtt" && (statistic === "p50" || statistic === "p95")
      ? [{ statistic, atMostUs: 1_000 * atMostMs, groups: groups ?? null }]
      : [],
  );
}

function isJudged(metric: string, statistic: string): boolean {
  return metric === "echo_rtt" && (statistic === "p50" || statistic === "p95");
}

/** Costs that differ by less than this are not worth a change, USD a month. */
const LEAST_COST_USD = 1;

/** Differences that count for none, by the owner's thresholds. */
export function tolerancesOf(thresholds: AdviceThresholds): Tolerances {
  const { leastDifferenceMs, leastDifferenceRatio, costToleranceUsd } = thresholds;
  return {
    ...USUAL_TOLERANCES,
    ...(leastDifferenceMs === undefined ? {} : { latencyUs: 1_000 * leastDifferenceMs }),
    ...(leastDifferenceRatio === undefined ? {} : { latencyRatio: leastDifferenceRatio }),
    usdPerMonth: costToleranceUsd ?? LEAST_COST_USD,
  };
}
