import type { Missing } from "../../contract/recommendation.ts";
import { percentText } from "../wording/count.ts";
import { entryName } from "../wording/names.ts";
import type { AdviceInput } from "./advice-input.ts";
import { ADVICE_RULES } from "./advice-rules.ts";

/** One requirement, and what there is of it; null where it is met. */
type Requirement = (input: AdviceInput, coverage: number) => Missing | null;

const { provisionalDays, firmDays, leastCoverage, leastFailoverRuns } = ADVICE_RULES;

const REQUIREMENTS: readonly Requirement[] = [
  ({ service }) =>
    undeclared(service.dns === undefined ? "dns" : null) ??
    undeclared(service.accelerator === undefined ? "accelerator" : null),
  ({ fullDays }) =>
    fullDays >= firmDays
      ? null
      : {
          what: "full days",
          have: daysText(fullDays),
          need: `${provisionalDays} (provisional), ${firmDays} (firm)`,
        },
  (_input, coverage) =>
    coverage >= leastCoverage
      ? null
      : {
          what: "traffic with measurements of its own",
          have: percentText(coverage, 1),
          need: percentText(leastCoverage, 1),
        },
  ({ failoverRuns }) =>
    failoverRuns >= leastFailoverRuns
      ? null
      : { what: "failover runs", have: String(failoverRuns), need: String(leastFailoverRuns) },
  ({ service }) =>
    service.clientGroups.length > 0
      ? null
      : {
          what: "shares of the traffic",
          have: "equal shares assumed",
          need: "client groups with shares",
        },
  ({ fullDays }) =>
    fullDays < provisionalDays
      ? null
      : {
          what: "comparison day by day",
          have: "all values of the window in one",
          need: "one difference for each day",
        },
  () => ({
    what: "cost",
    have: "no traffic volume declared",
    need: "GB per month and prices",
  }),
];

/** What the evidence lacks, the most binding first. */
export function missingEvidence(input: AdviceInput, coverage: number): Missing[] {
  return REQUIREMENTS.map((lacks) => lacks(input, coverage)).filter((missing) => missing !== null);
}

/** `0.04`, `3.5`: never rounded up to a day that is not there. */
export function daysText(days: number): string {
  const floor = Math.floor(days * 100) / 100;
  return days > 0 && floor === 0 ? "< 0.01" : String(floor);
}

function undeclared(entry: "dns" | "accelerator" | null): Missing | null {
  if (entry === null) return null;
  const what = `way in by ${entryName(entry)}`;
  return { what, have: "none declared", need: "one to compare with" };
}
