import {
  acceleratorDetectTime,
  type CheckSettings,
  type FailureKind,
  route53DetectTime,
} from "./detect-time.ts";
import {
  mixture,
  plusExponential,
  plusUniform,
  type TimeDistribution,
} from "./time-distribution.ts";

/** How clients and their resolvers behave; shares from 0 to 1, times in seconds. */
export type ClientHabits = {
  /** Resolvers that keep an answer longer than its TTL, and how long at most. */
  readonly overrunShare: number;
  readonly overrunUpToS: number;
  /** Clients that go on with an answer after its time, and the median of how long. */
  readonly staleShare: number;
  readonly staleMedianS: number;
  /** Clients that never look up again. */
  readonly neverShare: number;
  /** Connections through an accelerator that stay with their endpoint, and the median of how long. */
  readonly pinnedShare: number;
  readonly pinnedMedianS: number;
  /** Until a client that failed tries again, at most. */
  readonly retryUpToS: number;
};

/** Clients that keep to the rules. */
export const OBEDIENT: ClientHabits = {
  overrunShare: 0,
  overrunUpToS: 0,
  staleShare: 0,
  staleMedianS: 0,
  neverShare: 0,
  pinnedShare: 0,
  pinnedMedianS: 0,
  retryUpToS: 1,
};

/**
 * What has been published of clients at large: 8.74 % of 8,524 resolvers extend TTLs (Al-Dalky,
 * Rabinovich and Schomp 2019: of resolvers, not of users), and 13 % of connections start on an expired
 * answer, a median of 56 s late (Schomp et al. 2020). Assumed until runs have told of one's own.
 */
export const PUBLISHED_HABITS: ClientHabits = {
  ...OBEDIENT,
  overrunShare: 0.0874,
  overrunUpToS: 300,
  staleShare: 0.13,
  staleMedianS: 56,
};

/**
 * The less favourable end of what has been published, for a bound rather than an expectation: of cloud
 * traffic at least 20 % starts later than 60 s after an answer has expired (Schomp et al. 2020: 20 to
 * 85 %), which is 42 % stale clients at the same median; resolvers that extend TTLs as above. Nobody has
 * published how many connections stay with an endpoint that fails.
 */
export const CAUTIOUS_HABITS: ClientHabits = { ...PUBLISHED_HABITS, staleShare: 0.42 };

/** From a status to changed answers or routes, at most; nobody publishes it. */
const PUBLISH_UP_TO_S = 5;

/** How long clients of a Route 53 name are without service when an endpoint fails. */
export function route53FailoverTime(
  { ttlS, check, kind }: { ttlS: number; check: CheckSettings; kind: FailureKind },
  habits: ClientHabits = PUBLISHED_HABITS,
): TimeDistribution {
  const published = plusUniform(route53DetectTime(check, kind), 0, PUBLISH_UP_TO_S);
  const { overrunShare, staleShare } = habits;
  const expired = mixture([
    { share: 1 - overrunShare, time: plusUniform(published, 0, ttlS) },
    { share: overrunShare, time: plusUniform(published, 0, Math.max(ttlS, habits.overrunUpToS)) },
  ]);
  const lookedUp = mixture([
    { share: 1 - staleShare, time: expired },
    { share: staleShare, time: plusExponential(expired, habits.staleMedianS) },
  ]);
  const tried = plusUniform(lookedUp, 0, habits.retryUpToS);
  return mixture([{ share: 1 - habits.neverShare, time: tried }]);
}

/** How long clients of an accelerator are without service when an endpoint fails. */
export function acceleratorFailoverTime(
  { check, kind }: { check: CheckSettings; kind: FailureKind },
  habits: ClientHabits = PUBLISHED_HABITS,
): TimeDistribution {
  const published = plusUniform(acceleratorDetectTime(check, kind), 0, PUBLISH_UP_TO_S);
  const { pinnedShare } = habits;
  const free = mixture([
    { share: 1 - pinnedShare, time: published },
    { share: pinnedShare, time: plusExponential(published, habits.pinnedMedianS) },
  ]);
  return plusUniform(free, 0, habits.retryUpToS);
}
