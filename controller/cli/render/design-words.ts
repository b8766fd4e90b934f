import type { AdvisedDesign, DesignScore } from "../../contract/advised-design.ts";
import type { NumberBasis } from "../../contract/number-basis.ts";
import { millisecondsText } from "../../core/wording/latency.ts";
import { usdText } from "./usd-text.ts";

/** Stands before a number that was not measured on the very path. */
const NOT_MEASURED = "~";
export const UNKNOWN = "—";

/** What the marks of numbers of designs mean. */
export const DESIGN_LEGEND = `${NOT_MEASURED} not measured on the very path, but modelled or assumed; ≥ not all of the cost is known; ${UNKNOWN} not known.`;

export const STANDING: Record<AdvisedDesign["standing"], string> = {
  chosen: "best",
  frontier: "not chosen",
  dominated: "beaten",
  infeasible: "not allowed",
  unscored: "cannot tell",
};

/** `71 (68 to 75)` in milliseconds; `isShort`: without the interval. */
export function rangeText(range: DesignScore["p50"], basis: NumberBasis, isShort = false): string {
  if (range === null) return UNKNOWN;
  const { us, lowUs, highUs } = range;
  const interval =
    isShort || lowUs === null || highUs === null
      ? ""
      : ` (${millisecondsText(lowUs)} to ${millisecondsText(highUs)})`;
  return `${basisMark(basis)}${millisecondsText(us)}${interval}`;
}

/** Share of users back within the RTO and its lower bound, in percent: `98 (≥ 93)`. */
export function attainmentText({ failover }: DesignScore, isShort = false): string {
  const { attainment, attainmentLow, basis } = failover;
  if (attainment === null) return UNKNOWN;
  const low = isShort || attainmentLow === null ? "" : ` (≥ ${percent(attainmentLow)})`;
  return `${basisMark(basis)}${percent(attainment)}${low}`;
}

/** Seconds until 95 % of the users are served again. */
export function recoveryText({ failover: { p95S, basis } }: DesignScore): string {
  return p95S === null ? "never" : `${basisMark(basis)}${p95S.toFixed(0)}`;
}

export function costText({ usdPerMonth, isCostWhole }: DesignScore): string {
  if (usdPerMonth === null) return UNKNOWN;
  return `${isCostWhole ? "" : "≥ "}${usdText(usdPerMonth.toFixed(4))}`;
}

export function basisMark(basis: NumberBasis): string {
  return basis === "measured" ? "" : NOT_MEASURED;
}

/** Never rounded up to all of them: `99.9` is not `100`. */
function percent(share: number): string {
  const percents = Math.floor(share * 1_000) / 10;
  return Number.isInteger(percents) ? String(percents) : percents.toFixed(1);
}
