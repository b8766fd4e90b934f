import type { Reason } from "../../contract/advised-design.ts";
import { broken } from "../constraints/constraint-codes.ts";
import type { GroupPrediction, Prediction } from "../predict/prediction.ts";
import { countedText } from "../wording/count.ts";
import { latencyText } from "../wording/latency.ts";
import { shareText, usdText } from "../wording/money.ts";
import type { Goals, LatencyGoal } from "./goals.ts";

/** Parts of the users that are small enough to be an error of rounding. */
const NOBODY = 1e-6;

/**
 * Goals that a design is known to miss, with stable codes: `unserved`, `rto`, `budget`, `latency_objective`.
 * What is not known of it is no reason here.
 */
export function brokenGoals(prediction: Prediction, goals: Goals): Reason[] {
  return [
    ...unserved(prediction),
    ...tooSlowBack(prediction, goals),
    ...tooDear(prediction, goals),
    ...goals.latency.flatMap((goal) => tooSlow(prediction, goal, goals.fastest)),
  ];
}

function unserved({ groups }: Prediction): Reason[] {
  const share = groups.reduce((sum, group) => sum + group.weight * group.unserved, 0);
  if (share <= NOBODY) return [];
  return [{ code: "unserved", text: `Nobody serves ${shareText(share)} of the users.` }];
}

function tooSlowBack({ failover }: Prediction, { rtoS, leastAttainment }: Goals): Reason[] {
  const { attainment, basis, runs } = failover;
  if (rtoS === null || attainment === null || attainment >= leastAttainment) return [];
  const source = attainmentSource(basis, runs);
  const text = `${shareText(attainment)} of the users are back within ${rtoS} s (by ${source}), ${shareText(leastAttainment)} must be`;
  return [broken("rto", text)];
}

/** What tells how soon users are back. */
export function attainmentSource(basis: "measured" | "modelled", runs: number): string {
  return basis === "measured" ? countedText(runs, "failover run") : "a model, no runs";
}

function tooDear({ price }: Prediction, { budgetUsd }: Goals): Reason[] {
  if (budgetUsd === null || price.sum === null || price.sum.usdPerMonth <= budgetUsd) return [];
  const least = price.complete ? "" : "at least ";
  const text = `costs ${least}${usdText(price.sum.usdPerMonth)} USD a month, ${usdText(budgetUsd)} may be spent`;
  return [broken("budget", text)];
}

function tooSlow(
  prediction: Prediction,
  { statistic, atMostUs, groups }: LatencyGoal,
  fastest: Goals["fastest"],
): Reason[] {
  const least = (group: string | null) => fastest?.(statistic, group) ?? null;
  const reason = (of: string, knownUs: number | null, leastUs: number | null): Reason[] => {
    const us = knownUs ?? leastUs;
    if (us === null || us <= atMostUs) return [];
    const by = knownUs === null ? " by the fastest of all ways that were measured" : "";
    const text = `${of} is ${latencyText(us)}${by}, at most ${latencyText(atMostUs)} is wanted`;
    return [broken("latency_objective", text)];
  };
  if (groups === null) return reason(statistic, prediction[statistic]?.us ?? null, least(null));
  return prediction.groups
    .filter(({ group }) => groups.includes(group))
    .flatMap((each) =>
      reason(`${statistic} of ${each.group}`, groupUs(each, statistic), least(each.group)),
    );
}

function groupUs(group: GroupPrediction, statistic: LatencyGoal["statistic"]): number | null {
  return statistic === "p50" ? group.p50Us : group.p95Us;
}
