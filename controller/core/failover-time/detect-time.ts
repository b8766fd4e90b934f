import { AT_ONCE, plusConstant, plusUniform, type TimeDistribution } from "./time-distribution.ts";

/** How a check asks, and how often it must fail in a row. */
export type CheckSettings = { readonly intervalS: number; readonly failureThreshold: number };

/** How an endpoint fails, as a checker sees it. */
export type FailureKind = "refused" | "black-hole" | "hung" | "tcp-black-hole";

/** What one failed call takes, seconds: none, the connection's limit, that and the answer's, TCP's. */
const CALL_S: Record<FailureKind, number> = {
  refused: 0,
  "black-hole": 4,
  hung: 6,
  "tcp-black-hole": 10,
};

/** More than this share of checkers must still see it healthy. */
const HEALTHY_SHARE = 0.18;
/** Sixteen checkers and more lie this far around the middle, as a share of the interval. */
const SPREAD = 0.2;

/**
 * Seconds until Route 53 counts an endpoint as unhealthy, in the middle: checkers do not agree on when
 * they ask, and all but 18 % must have failed `failureThreshold` times in a row. The interval runs from
 * an answer to the next question
 * (docs.aws.amazon.com/Route53, "How Route 53 determines whether a health check is healthy").
 */
export function route53DetectS(check: CheckSettings, kind: FailureKind): number {
  const { intervalS, failureThreshold } = check;
  const callS = CALL_S[kind];
  return (1 - HEALTHY_SHARE) * intervalS + callS + (failureThreshold - 1) * (intervalS + callS);
}

/** Seconds until Route 53 counts it as healthy again: 18 % of the checkers are enough. */
export function route53RecoverS(check: CheckSettings, kind: FailureKind): number {
  const { intervalS, failureThreshold } = check;
  return HEALTHY_SHARE * (intervalS + CALL_S[kind]) + (failureThreshold - 1) * intervalS;
}

export function route53DetectTime(check: CheckSettings, kind: FailureKind): TimeDistribution {
  const middleS = route53DetectS(check, kind);
  const aroundS = Math.min(middleS, SPREAD * check.intervalS);
  return plusUniform(AT_ONCE, middleS - aroundS, middleS + aroundS);
}

/**
 * How long Global Accelerator takes. How many checkers it has and whether they agree is not published;
 * one that starts anywhere in the interval is assumed until runs have told.
 */
export function acceleratorDetectTime(
  { intervalS, failureThreshold }: CheckSettings,
  kind: FailureKind,
): TimeDistribution {
  const callS = CALL_S[kind];
  const first = plusUniform(AT_ONCE, 0, intervalS);
  return plusConstant(first, callS + (failureThreshold - 1) * (intervalS + callS));
}
