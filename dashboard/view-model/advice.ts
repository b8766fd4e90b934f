import type {
  GroupAdvice,
  Outcome,
  Recommendation,
} from "../../controller/contract/recommendation.ts";
import { differenceText, latencyText, percentText } from "./number-text.ts";
import { valuesNeeded } from "./statistic.ts";
import type { Tone } from "./tone.ts";

const OUTCOMES: Record<Outcome, { word: string; tone: Tone }> = {
  change: { word: "Change", tone: "info" },
  keep: { word: "Keep", tone: "ok" },
  insufficient_evidence: { word: "Not enough evidence", tone: "unknown" },
  infeasible: { word: "No design meets the constraints", tone: "bad" },
  conflict: { word: "Objectives conflict", tone: "warn" },
};

export function outcomeView(outcome: Outcome): { word: string; tone: Tone } {
  return OUTCOMES[outcome];
}

export interface OptionText {
  p50: string;
  /** Who serves; null where nobody does or nobody knows. */
  server: string | null;
}

/** One line of the comparison of entries, group by group. */
export interface GroupLine {
  id: string;
  label: string;
  share: string;
  dns: OptionText;
  accelerator: OptionText;
  /** Accelerator minus Route 53 with its interval, or why there is none. */
  difference: string;
  verdict: string;
  /** What a verdict that cannot be given yet still takes; null where there is one. */
  open: string | null;
}

const VERDICT_WORDS: Record<GroupAdvice["verdict"], string> = {
  better: "accelerator faster",
  equivalent: "≈ no real difference",
  worse: "accelerator slower",
  inconclusive: "cannot tell",
  non_stationary: "cannot tell: it drifts",
};

const OPEN: ReadonlySet<GroupAdvice["verdict"]> = new Set(["inconclusive", "non_stationary"]);

/** Groups for which the accelerator is slower stand on top: losers first, then by share. */
export function groupLines(recommendation: Recommendation): GroupLine[] {
  const rank = (group: GroupAdvice) => Number(group.verdict !== "worse");
  return [...recommendation.groups]
    .sort((one, other) => rank(one) - rank(other) || other.share - one.share)
    .map((group) => ({
      id: group.group,
      label: group.label,
      share: percentText(group.share),
      dns: optionText(group.dns),
      accelerator: optionText(group.accelerator),
      difference: intervalText(group),
      verdict: VERDICT_WORDS[group.verdict],
      open: OPEN.has(group.verdict) ? group.sentence : null,
    }));
}

function optionText(option: GroupAdvice["dns"]): OptionText {
  if (option === null) return { p50: "—", server: null };
  const p50 =
    option.p50 === null ? `n=${option.n}<${valuesNeeded("p50")}` : latencyText(option.p50.us);
  return { p50, server: option.endpoint };
}

function intervalText({ difference, verdict }: GroupAdvice): string {
  if (difference === null) return "—";
  const { us, lowUs, highUs } = difference;
  const size = verdict === "equivalent" ? "≈" : differenceText(us);
  return `${size} (${differenceText(lowUs)} to ${differenceText(highUs)})`;
}

/** Follows the number of a recommendation that nothing measured stands behind; empty for others. */
export function simulatedMark({ evidence }: Recommendation): string {
  return evidence.source === "simulated" ? " (simulated)" : "";
}

/** What the answer stands on: days, coverage and grade, and that it is simulated where it is. */
export function evidenceText({ evidence }: Recommendation): string {
  const made = evidence.source === "simulated" ? "simulated, not measured: " : "";
  const days = evidence.fullDays === 1 ? "1 full day" : `${daysText(evidence.fullDays)} full days`;
  return `${made}evidence grade ${evidence.grade} · ${days} · ${percentText(evidence.coverage)} of the traffic`;
}

/** Days with two decimals at the most; a few minutes are not none. */
function daysText(days: number): string {
  return days > 0 && days < 0.01 ? "< 0.01" : String(Number(days.toFixed(2)));
}
