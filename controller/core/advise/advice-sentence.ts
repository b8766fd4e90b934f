import type { GroupAdvice, Missing } from "../../contract/recommendation.ts";
import { countedText, daysText } from "../wording/count.ts";
import { ADVICE_RULES } from "./advice-rules.ts";
import { type Regret, regretSentence } from "./routing-regret.ts";

/** What the answer is, what it lacks, how the groups stand, and the worst choice of Route 53. */
export function adviceSentence(advice: {
  readonly groups: readonly GroupAdvice[];
  readonly regrets: readonly Regret[];
  readonly missing: readonly Missing[];
  readonly fullDays: number;
  readonly samples: number;
}): string {
  const { groups, regrets } = advice;
  return [leadText(advice), standing(groups), ...worst(regrets)]
    .filter((part) => part !== "")
    .join(" ");
}

function leadText(evidence: {
  readonly missing: readonly Missing[];
  readonly fullDays: number;
  readonly samples: number;
}): string {
  const { missing, fullDays, samples } = evidence;
  if (samples === 0) return "Not enough evidence: nothing has answered yet.";
  if (fullDays >= ADVICE_RULES.provisionalDays) {
    const named = missing.map(({ what }) => what).join(", ");
    return named === ""
      ? "Not enough is known for a change."
      : `Not enough evidence for a change; missing: ${named}.`;
  }
  return `Not enough evidence for a change: ${daysText(fullDays)} of ${ADVICE_RULES.provisionalDays} full days.`;
}

/** How many groups the accelerator is better for, of those that can be told. */
function standing(groups: readonly GroupAdvice[]): string {
  const count = (verdict: GroupAdvice["verdict"]) =>
    groups.filter((group) => group.verdict === verdict).length;
  const parts = [
    { n: count("better"), text: "faster for" },
    { n: count("equivalent"), text: "≈ for" },
    { n: count("worse"), text: "slower for" },
  ].filter(({ n }) => n > 0);
  if (parts.length === 0) return "";
  const untold = count("inconclusive") > 0 ? [`not told for ${count("inconclusive")}`] : [];
  const told = [...parts.map(({ n, text }) => `${text} ${n}`), ...untold].join(", ");
  return `So far: Global Accelerator ${told} of ${countedText(groups.length, "client group")}.`;
}

function worst(regrets: readonly Regret[]): string[] {
  const [first, ...others] = [...regrets].sort((a, b) => b.us - a.us);
  if (first === undefined) return [];
  const more = countedText(others.length, "more group has", "more groups have");
  const rest = `${more} a sooner endpoint than the one they are sent to.`;
  return others.length === 0 ? [regretSentence(first)] : [regretSentence(first), rest];
}
