import type { Reason } from "../../contract/advised-design.ts";
import type { DesignPrice, Prediction } from "../predict/prediction.ts";
import { shareText } from "../wording/money.ts";
import { namesText } from "../wording/names.ts";
import { attainmentSource } from "./broken-goals.ts";
import type { Goals } from "./goals.ts";
import type { Score, Tolerances } from "./score.ts";

/** What a prediction is compared by, or why it cannot be. */
export type ScoreOrReasons =
  | { readonly score: Score; readonly reasons: readonly [] }
  | { readonly score: null; readonly reasons: readonly Reason[] };

/** So much of the users that others know of may be unknown of a design before it is compared no more. */
const MOST_UNKNOWN = 0.02;

/**
 * The score of a prediction that may be compared. A part that is not known is never guessed: then there
 * is no score, but reasons with the codes `latency_not_measured`, `routing_unknown`, `rto_not_proven`, `cost_unknown`.
 *
 * @param measurable largest coverage of all the designs: users that nothing was measured of at all
 *   speak for or against none of them
 */
export function scoreOf(
  prediction: Prediction,
  measurable: number,
  { goals, tolerances }: { readonly goals: Goals; readonly tolerances: Tolerances },
): ScoreOrReasons {
  const { p50, p95, failover, components } = prediction;
  const usdPerMonth = knownUsd(prediction.price, tolerances);
  const reasons = [
    ...notMeasured(prediction, measurable),
    ...notRouted(prediction),
    ...notProven(prediction, goals),
    ...(usdPerMonth === null ? [costUnknown(prediction.price)] : []),
  ];
  if (p50 === null || p95 === null || reasons.length > 0) return { score: null, reasons };
  const attainment = failover.attainmentLow;
  return {
    score: { p50Us: p50.us, p95Us: p95.us, attainment, usdPerMonth, components },
    reasons: [],
  };
}

function notMeasured({ p50, p95, coverage }: Prediction, measurable: number): Reason[] {
  const isMeasured = p50 !== null && p95 !== null;
  if (isMeasured && coverage >= measurable - MOST_UNKNOWN) return [];
  const without = isMeasured ? measurable - coverage : 1;
  const text = `nothing was measured of who would serve ${shareText(without)} of the users`;
  return [{ code: "latency_not_measured", text }];
}

function notRouted({ groups }: Prediction): Reason[] {
  const share = groups.reduce((sum, group) => sum + group.weight * group.unknown, 0);
  if (share <= MOST_UNKNOWN) return [];
  const text = `whom it leads ${shareText(share)} of the users to is not known`;
  return [{ code: "routing_unknown", text }];
}

/** Users are expected back in time, but by too few runs, or by habits of clients that may be worse. */
function notProven({ failover }: Prediction, { rtoS, leastAttainment }: Goals): Reason[] {
  const { attainment, attainmentLow, basis, runs } = failover;
  if (rtoS === null || attainment === null || attainmentLow === null) return [];
  if (attainmentLow >= leastAttainment) return [];
  const text = `${shareText(attainment)} of the users are expected back within ${rtoS} s, but only ${shareText(attainmentLow)} are sure to be (by ${attainmentSource(basis, runs)}); ${runsToProve(leastAttainment)} runs without a miss would prove ${shareText(leastAttainment)}`;
  return [{ code: "rto_not_proven", text }];
}

/** Runs that it takes, all of them in time, for a lower bound of 95 % confidence at this share. */
function runsToProve(share: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(share));
}

/** The whole cost; also where what is missing of it cannot matter. */
function knownUsd(
  { sum, complete, mostUsd }: DesignPrice,
  { usdPerMonth: tolerance }: Tolerances,
): number | null {
  if (sum === null) return null;
  const isSmall = mostUsd !== null && mostUsd - Number(sum.exactUsd) <= tolerance;
  return complete || isSmall ? Number(sum.exactUsd) : null;
}

function costUnknown({ missing }: DesignPrice): Reason {
  const whats = missing.map(({ group, what }) => (group === null ? what : `${what} of ${group}`));
  const named = whats.length === 0 ? "a price is not known" : `missing: ${namesText(whats, 3)}`;
  return { code: "cost_unknown", text: `what it costs is not known (${named})` };
}
