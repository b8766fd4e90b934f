import {
  acceleratorFailoverTime,
  CAUTIOUS_HABITS,
  type ClientHabits,
  PUBLISHED_HABITS,
  route53FailoverTime,
} from "../failover-time/failover-time.ts";
import {
  chanceWithin,
  mixedTimeQuantile,
  type TimeDistribution,
} from "../failover-time/time-distribution.ts";
import type { FailingSettings } from "./failing-settings.ts";
import type { FailoverPrediction } from "./prediction.ts";
import type { ScoredRuns } from "./scored-runs.ts";

/** Users who lose their endpoint in one way, all that have the same settings together. */
export interface FailingPart {
  /** Of all users whose endpoint is known, or who have none. */
  readonly share: number;
  /** Of all users, those whom another endpoint serves then. */
  readonly recovers: number;
  readonly settings: FailingSettings;
  /** What runs with these settings tell; null without any. */
  readonly measured: ScoredRuns | null;
}

export interface FailingUsers {
  readonly parts: readonly FailingPart[];
  /** Part of the users of whom it is not known who serves them. */
  readonly unknown: number;
}

/**
 * How long users are without service when the endpoint fails that serves them, each user's as likely as
 * any other's. Whoever nobody takes over is never served again. Where runs were scored, they tell how
 * long it takes those who are taken over; else the model of checks, caches and clients does, for a
 * connection that nothing answers.
 *
 * @param rtoS seconds; null without a goal
 */
export function predictFailover(
  users: FailingUsers,
  rtoS: number | null,
  habits: ClientHabits = PUBLISHED_HABITS,
): FailoverPrediction {
  const known = users.parts.filter(({ share }) => share > 0);
  const times = known.map(({ recovers, settings, measured }) => ({
    share: recovers,
    time: measured?.time() ?? modelledTime(settings, habits),
  }));
  const runs = known.map(({ measured }) => measured?.runs ?? 0);
  const isMeasured = known.length > 0 && runs.every((count) => count > 0);
  return {
    p50S: mixedTimeQuantile(times, 0.5),
    p95S: mixedTimeQuantile(times, 0.95),
    ...predictAttainment(users, rtoS, habits),
    basis: isMeasured ? "measured" : "modelled",
    runs: isMeasured ? Math.min(...runs) : 0,
  };
}

/**
 * The share of the users who are served again in time, as expected and at the least. The bound is, of
 * runs, that of `scoredRuns`; of the model, the share with the habits of clients at the less favourable
 * end of what was published (`CAUTIOUS_HABITS`) and an endpoint that takes connections and hangs, which
 * checks notice last. Users of whom nobody knows who serves them are left out of the expectation, and
 * count in the bound as not served.
 *
 * @param rtoS seconds; null without a goal, which nobody attains or misses
 */
export function predictAttainment(
  { parts, unknown }: FailingUsers,
  rtoS: number | null,
  habits: ClientHabits = PUBLISHED_HABITS,
): Pick<FailoverPrediction, "attainment" | "attainmentLow"> {
  if (rtoS === null) return { attainment: null, attainmentLow: null };
  let expected = 0;
  let bound = 0;
  for (const { share, recovers, settings, measured } of parts) {
    if (share <= 0) continue;
    const within = measured?.attainment ?? chanceWithin(modelledTime(settings, habits), rtoS);
    const atLeast = measured?.attainmentLow ?? chanceWithin(cautiousTime(settings, habits), rtoS);
    expected += recovers * within;
    bound += recovers * atLeast;
  }
  const attainment = Math.min(1, expected);
  return { attainment, attainmentLow: Math.min(attainment, Math.min(1, bound) * (1 - unknown)) };
}

/** By the objects themselves, which are asked about for hundreds of weights. */
type ByHabits = WeakMap<ClientHabits, TimeDistribution>;

function remembered(
  work: (settings: FailingSettings, habits: ClientHabits) => TimeDistribution,
): (settings: FailingSettings, habits: ClientHabits) => TimeDistribution {
  const bySettings = new WeakMap<FailingSettings, ByHabits>();
  return (settings, habits) => {
    const byHabits = bySettings.get(settings) ?? (new WeakMap() as ByHabits);
    bySettings.set(settings, byHabits);
    const before = byHabits.get(habits);
    if (before !== undefined) return before;
    const time = work(settings, habits);
    byHabits.set(habits, time);
    return time;
  };
}

/** Times that were worked out before: many designs have the same settings. */
const known = new Map<string, TimeDistribution>();
const MOST_KNOWN = 500;

const modelledTime = remembered((settings, habits) => {
  const key = JSON.stringify([settings, habits]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const { entry, ttlS, check, kind } = settings;
  const time =
    entry === "accelerator"
      ? acceleratorFailoverTime({ check, kind }, habits)
      : route53FailoverTime({ ttlS, check, kind }, habits);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, time);
  return time;
});

/** As the expectation, with whatever of the habits is published as worse, and seen latest. */
const cautiousTime = remembered((settings, habits) => {
  const kind = settings.kind === "black-hole" ? "hung" : settings.kind;
  const worse = {
    ...habits,
    overrunShare: Math.max(habits.overrunShare, CAUTIOUS_HABITS.overrunShare),
    overrunUpToS: Math.max(habits.overrunUpToS, CAUTIOUS_HABITS.overrunUpToS),
    staleShare: Math.max(habits.staleShare, CAUTIOUS_HABITS.staleShare),
    staleMedianS: Math.max(habits.staleMedianS, CAUTIOUS_HABITS.staleMedianS),
  };
  return modelledTime({ ...settings, kind }, worse);
});
