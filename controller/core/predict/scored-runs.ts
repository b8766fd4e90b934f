import type { FailoverRun } from "../../contract/failover-run.ts";
import {
  AT_ONCE,
  mixture,
  plusConstant,
  type TimeDistribution,
} from "../failover-time/time-distribution.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import type { FailingSettings } from "./failing-settings.ts";

/** What runs tell of a way in with certain settings. */
export interface ScoredRuns {
  readonly runs: number;
  /** Of the users of a run, all runs alike; what is missing to 1 did not recover in its run. */
  readonly time: TimeDistribution;
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

/** Both sides of an interval of which the lower bound alone has 95 %. */
const ONE_SIDED = 0.9;

/**
 * Runs by the same way in whose settings, as far as they are known, are those asked for; null without
 * any. The run is the unit: its users share the moment of the failure. The bound is that of Clopper and
 * Pearson at 95 % over runs, so that 59 clean runs are needed to be sure of 95 %.
 *
 * @param weights of the client groups; of a run only those count that it tells of
 */
export function scoredRuns(
  runs: readonly FailoverRun[],
  settings: FailingSettings,
  weights: ReadonlyMap<string, number>,
  { rtoS, attainmentRatio }: RunGoal,
): ScoredRuns | null {
  const told = runs
    .filter((run) => isAlike(run, settings))
    .map((run) => usersOf(run, weights))
    .filter((users) => users.length > 0);
  if (told.length === 0) return null;
  const time = mixture(
    told
      .flat()
      .flatMap(({ share, recoveryS }) =>
        recoveryS === null
          ? []
          : [{ share: share / told.length, time: plusConstant(AT_ONCE, recoveryS) }],
      ),
  );
  if (rtoS === null) return { runs: told.length, time, attainment: null, attainmentLow: null };
  const within = told.map((users) =>
    users.reduce(
      (sum, { share, recoveryS }) => (recoveryS !== null && recoveryS <= rtoS ? sum + share : sum),
      0,
    ),
  );
  // Sums of shares are off by less than this.
  const good = within.filter((share) => share >= attainmentRatio - 1e-9).length;
  return {
    runs: told.length,
    time,
    attainment: within.reduce((sum, share) => sum + share, 0) / told.length,
    attainmentLow: clopperPearson(good, told.length, ONE_SIDED)?.low ?? null,
  };
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

function usersOf({ recoveryS }: FailoverRun, weights: ReadonlyMap<string, number>) {
  const known = Object.entries(recoveryS).flatMap(([group, seconds]) => {
    const weight = weights.get(group) ?? 0;
    return weight > 0 ? [{ weight, recoveryS: seconds }] : [];
  });
  const all = known.reduce((sum, { weight }) => sum + weight, 0);
  return known.map(({ weight, recoveryS: seconds }) => ({
    share: weight / all,
    recoveryS: seconds,
  }));
}
