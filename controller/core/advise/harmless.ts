import type { Reason } from "../../contract/advised-design.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import { chosenName, type Decision, type DecisionRules, decide } from "../decide/decide.ts";
import type { Prediction } from "../predict/prediction.ts";
import { latencyText } from "../wording/latency.ts";
import { namesText } from "../wording/names.ts";
import { practicalThresholdUs } from "./entry-difference.ts";
import type { Gain } from "./entry-gain.ts";

/** What groups are protected by. */
interface Protection {
  readonly predictions: readonly Prediction[];
  readonly rules: DecisionRules;
  /** Name of what stands; null where that is not known. */
  readonly incumbent: string | null;
  readonly gainOf: (from: Prediction, to: Prediction) => Gain | null;
  readonly thresholds: AdviceThresholds;
}

/** Half of what would be worth acting on: what is measured to be a little less may be a little more. */
const MOST_LOST = 0.5;
/** Designs that are looked at one after the other; each is the best of those that are left. */
const MOST_TRIES = 30;

/**
 * The best design by which no client group is served later than by what stands: what all users gain is no
 * comfort to those who lose. Where what stands may not stay, everything that may be chosen is.
 *
 * @returns the decision, and the rules that it was made by, which asking it again needs
 */
export function harmlessDecision(protection: Protection): {
  readonly decision: Decision;
  readonly rules: DecisionRules;
} {
  const { predictions, rules, incumbent } = protection;
  const refused = new Map<string, Reason>();
  const careful: DecisionRules = {
    ...rules,
    broken: (prediction) => {
      const reason = refused.get(prediction.candidate.name);
      return reason === undefined ? rules.broken(prediction) : [reason];
    },
  };
  const first = decide(predictions, careful);
  const today = first.designs.find(({ prediction }) => prediction.candidate.name === incumbent);
  if (today === undefined || today.standing === "infeasible") return { decision: first, rules };
  const byName = new Map(predictions.map((each) => [each.candidate.name, each]));
  let chosen = first.chosen?.prediction;
  while (chosen !== undefined && chosen !== today.prediction && refused.size < MOST_TRIES) {
    const harm = harmOf(today.prediction, chosen, protection);
    if (harm === null) break;
    refused.set(chosen.candidate.name, harm);
    chosen = byName.get(chosenName(predictions, careful) ?? "");
  }
  const decision = refused.size === 0 ? first : decide(predictions, careful);
  return { decision, rules: careful };
}

function harmOf(
  today: Prediction,
  chosen: Prediction,
  { gainOf, thresholds }: Protection,
): Reason | null {
  const todayUs = new Map(today.groups.map(({ group, p50Us }) => [group, p50Us]));
  const harmed = (gainOf(today, chosen)?.groups ?? []).filter(
    ({ group, us }) => us < -MOST_LOST * practicalThresholdUs(todayUs.get(group) ?? 0, thresholds),
  );
  if (harmed.length === 0) return null;
  const names = namesText(
    harmed.map(({ group }) => group),
    3,
  );
  const mostUs = Math.max(...harmed.map(({ us }) => -us));
  const text = `${names} would be served later than by what stands, by up to ${latencyText(mostUs)}`;
  return { code: "harms_group", text };
}
