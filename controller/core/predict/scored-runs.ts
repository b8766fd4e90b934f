import type { FailoverRun } from "../../contract/failover-run.ts";
import { momentsMixed, type TimeDistribution } from "../failover-time/time-distribution.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import type { FailingSettings } from "./failing-settings.ts";

/** What runs tell of a way in with certain settings. */
export interface ScoredRuns {
  readonly runs: number;
  /** Of the users of a run, all runs alike; what is missing to 1 did not recover in its run. */
  readonly time: () => TimeDistribution;
  /** Mean share of users back within the RTO, and the bound of the share of runs that are good enough. */
  readonly attainment: number | null;
  readonly attainmentLow: number | null;
}

/** What a run has to reach. */
export interface RunGoal {
  /** Null without one. */
  readonly rtoS: number | null;
  /** Share of a run's users that must be back in time for the run to count as a success. */
  readonly attainmentRatio: number;
}

/** A run, with the places among the audiences of the groups that it tells of. */
export interface RunUsers {
  readonly run: FailoverRun;
  readonly audiences: readonly number[];
  /** When each of them was served again, in seconds; null for never. */
  readonly recoveryS: readonly (number | null)[];
}

/** Runs as they are asked about for many designs and weights. */
export function runUsers(
  runs: readonly FailoverRun[],
  groups: readonly { readonly id: string }[],
): RunUsers[] {
  const audienceOf = new Map(groups.map(({ id }, at) => [id, at]));
  return runs.map((run) => {
    const audiences: number[] = [];
    const recoveryS: (number | null)[] = [];
    for (const [group, seconds] of Object.entries(run.recoveryS)) {
      const audience = audienceOf.get(group);
      if (audience === undefined) continue;
      audiences.push(audience);
      recoveryS.push(seconds);
    }
    return { run, audiences, recoveryS };
  });
}

/** Runs by the same way in whose settings, as far as they are known, are those asked for. */
export function alikeRuns(runs: readonly RunUsers[], settings: FailingSettings): RunUsers[] {
  return runs.filter(({ run }) => isAlike(run, settings));
}

/** Both sides of an interval of which the lower bound alone has 95 %. */
const ONE_SIDED = 0.9;

/**
 * What alike runs tell; null without any. The run is the unit: its users share the moment of the failure.
 * The bound is that of Clopper and Pearson at 95 % over runs, so that 59 clean runs are needed to be
 * sure of 95 %.
 *
 * @param weights of the audiences; of a run only those count that it tells of
 */
export function scoredRuns(
  runs: readonly RunUsers[],
  weights: readonly number[],
  { rtoS, attainmentRatio }: RunGoal,
): ScoredRuns | null {
  const told = runs.filter((run) => weightOf(run, weights) > 0);
  if (told.length === 0) return null;
  const time = () => runsTime(told, weights);
  if (rtoS === null) return { runs: told.length, time, attainment: null, attainmentLow: null };
  let sum = 0;
  let good = 0;
  for (const run of told) {
    const share = shareWithin(run, weights, rtoS);
    sum += share;
    // Sums of shares are off by less than this.
    if (share >= attainmentRatio - 1e-9) good += 1;
  }
  const bound = clopperPearson(good, told.length, ONE_SIDED)?.low ?? null;
  return { runs: told.length, time, attainment: sum / told.length, attainmentLow: bound };
}

function weightOf({ audiences }: RunUsers, weights: readonly number[]): number {
  let sum = 0;
  for (const audience of audiences) sum += weights[audience] as number;
  return sum;
}

/** Of a run's users, those back within so many seconds. */
function shareWithin(run: RunUsers, weights: readonly number[], rtoS: number): number {
  let sum = 0;
  for (let at = 0; at < run.audiences.length; at += 1) {
    const seconds = run.recoveryS[at] as number | null;
    if (seconds !== null && seconds <= rtoS) sum += weights[run.audiences[at] as number] as number;
  }
  return sum / weightOf(run, weights);
}

function runsTime(told: readonly RunUsers[], weights: readonly number[]): TimeDistribution {
  return momentsMixed(
    told.flatMap((run) => {
      const all = weightOf(run, weights) * told.length;
      return run.audiences.flatMap((audience, at) => {
        const seconds = run.recoveryS[at] ?? null;
        return seconds === null ? [] : [{ share: (weights[audience] as number) / all, seconds }];
      });
    }),
  );
}

function isAlike(run: FailoverRun, { entry, ttlS, check }: FailingSettings): boolean {
  const same = (known: number | null, wanted: number) => known === null || known === wanted;
  return (
    run.entry === entry &&
    (entry === "accelerator" || same(run.ttlS, ttlS)) &&
    same(run.intervalS, check.intervalS) &&
    same(run.failureThreshold, check.failureThreshold)
  );
}
