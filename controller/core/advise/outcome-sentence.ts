import type { Reason } from "../../contract/advised-design.ts";
import type { Outcome } from "../../contract/recommendation.ts";
import type { Decision } from "../decide/decide.ts";
import type { CertainGain, Standing } from "../decide/outcome.ts";
import { latencyText } from "../wording/latency.ts";
import { usdText } from "../wording/money.ts";
import { entryName } from "../wording/names.ts";
import { labelOf } from "./design-label.ts";
import { numbersText } from "./explain.ts";

export interface Told {
  readonly outcome: Exclude<Outcome, "insufficient_evidence">;
  readonly reasons: readonly Reason[];
  readonly decision: Decision;
  readonly standing: Standing;
  readonly gain: CertainGain | null;
}

/** The answer in one or two sentences, the outcome first. */
export function outcomeSentence(told: Told): string {
  const { outcome, reasons, decision } = told;
  switch (outcome) {
    case "change":
      return changeText(told);
    case "keep":
      return keepText(told);
    case "infeasible":
      return `No design does what must be. ${reasons.map(({ text }) => text).join(" ")}`;
    case "conflict":
      return `No design reaches all goals, of ${decision.designs.length} looked at. ${reasons.map(({ text }) => text).join(" ")}`;
  }
}

function changeText({ decision, standing, gain }: Told): string {
  const { chosen } = decision;
  if (chosen === null) return "";
  const { prediction } = chosen;
  const gained =
    gain === null || gain.us <= 0 ? "" : ` Users gain ${latencyText(gain.us)} in the mean.`;
  const broken = standing.kind === "design" ? standing.judged.reasons[0] : undefined;
  const isBroken = standing.kind === "design" && standing.judged.standing === "infeasible";
  const fails = isBroken && broken !== undefined ? ` What stands does not do. ${broken.text}` : "";
  return `Change to ${labelOf(prediction.candidate)}: ${numbersText(prediction)}.${gained}${savedText(chosen.score?.usdPerMonth ?? null, standing)}${fails}`;
}

function savedText(usd: number | null, standing: Standing): string {
  const before = standing.kind === "design" ? (standing.judged.score?.usdPerMonth ?? null) : null;
  if (usd === null || before === null || Math.abs(before - usd) < 0.005) return "";
  const by = `${usdText(Math.abs(before - usd))} USD a month`;
  return before > usd ? ` It saves ${by}.` : ` It costs ${by} more.`;
}

/** That nothing is better holds for what could be compared alone. */
function uncomparedText({ designs }: Decision): string {
  const uncompared = designs.filter(({ standing }) => standing === "unscored");
  const [reason] = uncompared.flatMap(({ reasons }) => reasons.slice(0, 1));
  if (reason === undefined) return "";
  return ` ${uncompared.length} of them could not be compared: ${reason.text}.`;
}

function keepText({ reasons, decision, standing }: Told): string {
  const { chosen } = decision;
  const name =
    standing.kind === "design"
      ? `what stands (${labelOf(standing.judged.prediction.candidate)})`
      : standing.kind === "way-in"
        ? `the way in by ${entryName(standing.entry)}; what stands behind it in detail is not known`
        : "what stands";
  if (reasons.length === 0 || chosen === null) {
    return `Keep ${name}: no design of ${decision.designs.length} looked at is better beyond the thresholds.${uncomparedText(decision)}`;
  }
  const better = chosen.prediction.candidate.name;
  return `Keep ${name}: ${better} comes out best, but ${reasons.map(({ text }) => text).join("; ")}.`;
}
