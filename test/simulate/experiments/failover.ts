import {
  acceleratorFailoverTime,
  PUBLISHED_HABITS,
  route53FailoverTime,
} from "../../../controller/core/failover-time/failover-time.ts";
import { timeQuantile } from "../../../controller/core/failover-time/time-distribution.ts";
import { clopperPearson } from "../../../controller/core/statistics/clopper-pearson.ts";
import { seeded } from "../../helpers/seeded.ts";
import { drawRun, type RunSettings, type TrueHabits } from "../generate/failover-runs.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";

const CASES: readonly RunSettings[] = [
  { entry: "dns", ttlS: 60, intervalS: 10, failureThreshold: 3 },
  { entry: "dns", ttlS: 20, intervalS: 10, failureThreshold: 2 },
  { entry: "dns", ttlS: 60, intervalS: 30, failureThreshold: 3 },
  { entry: "accelerator", ttlS: 60, intervalS: 10, failureThreshold: 3 },
  { entry: "accelerator", ttlS: 60, intervalS: 30, failureThreshold: 3 },
];

/** As the model takes them: whether it adds up right is asked, not whether clients are like that. */
const HABITS: TrueHabits = {
  ...PUBLISHED_HABITS,
  staleMeanS: PUBLISHED_HABITS.staleMedianS / Math.LN2,
};
const CLIENTS = Array.from({ length: 100 }, (_, at) => `client-${at}`);
const RUNS_SEEN = 20;
/** Share of a run's clients that must be back for the run to count. */
const NEEDED = 0.95;
const RTO_S = 240;

/** Times without service as the model has them, against clients that were followed one by one. */
export function failover(seeds: number): Row[] {
  return [...CASES.flatMap((settings, at) => modelRows(settings, at, seeds)), boundRow(seeds)];
}

function modelRows(settings: RunSettings, at: number, seeds: number): Row[] {
  const random = seeded(8_000 + at);
  const seen = Array.from({ length: seeds }, () => secondsOf(settings, random))
    .flat()
    .sort((a, b) => a - b);
  const { entry, ttlS, intervalS, failureThreshold } = settings;
  const input = { ttlS, check: { intervalS, failureThreshold }, kind: "black-hole" } as const;
  const time = entry === "dns" ? route53FailoverTime(input) : acceleratorFailoverTime(input);
  const name = `${entry === "dns" ? `Route 53, TTL ${ttlS}` : "accelerator"}, ${intervalS} s × ${failureThreshold}`;
  return (
    [
      [0.5, 0.1],
      [0.95, 0.2],
    ] as const
  ).map(([p, bound]) => {
    const trueS = seen[Math.floor(p * seen.length)] ?? Number.NaN;
    const offS = Math.abs(timeQuantile(time, p) - trueS);
    return {
      experiment: "failover",
      what: `${name}: p${100 * p} of the model is off by`,
      figure: offS / trueS,
      ...{ unit: "%", goal: atMost(bound), trials: seeds },
    };
  });
}

/** How often the lower bound from twenty runs lies below the share that would be seen for ever. */
function boundRow(seeds: number): Row {
  const [settings] = CASES as [RunSettings];
  const counts = (random: () => number) => {
    const seconds = secondsOf(settings, random);
    return seconds.filter((each) => each <= RTO_S).length >= NEEDED * seconds.length;
  };
  const forEver = seeded(8_500);
  const all = 4_000;
  const trueShare = Array.from({ length: all }, () => counts(forEver)).filter(Boolean).length / all;
  const held = Array.from({ length: seeds }, (_, seed) => {
    const random = seeded(8_600 + seed);
    const met = Array.from({ length: RUNS_SEEN }, () => counts(random)).filter(Boolean).length;
    return (clopperPearson(met, RUNS_SEEN, 0.9)?.low ?? 0) <= trueShare;
  });
  return {
    experiment: "failover",
    what: `bound from ${RUNS_SEEN} runs lies below the true share of runs within ${RTO_S} s`,
    figure: held.filter(Boolean).length / seeds,
    ...{ unit: "%", goal: atLeast(0.94), trials: seeds },
  };
}

function secondsOf(settings: RunSettings, random: () => number): number[] {
  const failure = { groups: CLIENTS, endpoint: "ireland", atMs: 0 };
  const { recoveryS } = drawRun(settings, failure, random, HABITS);
  return Object.values(recoveryS).map((each) => each ?? Number.POSITIVE_INFINITY);
}
