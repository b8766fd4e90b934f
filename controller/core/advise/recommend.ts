import type { Reason } from "../../contract/advised-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { Missing, Recommendation, SoFar } from "../../contract/recommendation.ts";
import { incumbentOf } from "../cost/service/incumbent-of.ts";
import type { Decision, DecisionRules, JudgedDesign } from "../decide/decide.ts";
import { goalsNotJudged, goalsOf, tolerancesOf } from "../decide/goals.ts";
import { DECIDABLE, outcomeOf, type Standing } from "../decide/outcome.ts";
import type { FastestWays } from "../predict/fastest-ways.ts";
import type { Prediction } from "../predict/prediction.ts";
import { adviceSentence } from "./advice-sentence.ts";
import { advisedDesigns } from "./advised-designs.ts";
import { contributionsOf } from "./contributions.ts";
import { labelOf } from "./design-label.ts";
import { practicalThresholdUs } from "./entry-difference.ts";
import { entryGain, type Gain } from "./entry-gain.ts";
import { evidenceGrade } from "./evidence-grade.ts";
import type { EvidenceInput } from "./evidence-input.ts";
import type { EvidenceSpan } from "./evidence-span.ts";
import { explain, numbersText } from "./explain.ts";
import { harmlessDecision } from "./harmless.ts";
import type { EntryJudgement } from "./judge-entries.ts";
import { missingFor } from "./missing-for.ts";
import { outcomeSentence } from "./outcome-sentence.ts";
import type { Advice } from "./path-evidence.ts";
import { soFar } from "./so-far.ts";

/** What was found out before anything is decided. */
export interface Findings {
  readonly input: EvidenceInput;
  /** With client groups, whether declared or one for each vantage. */
  readonly service: Service;
  readonly areGroupsDeclared: boolean;
  readonly span: EvidenceSpan;
  /** Share of the traffic whose groups have measurements of their own. */
  readonly coverage: number;
  readonly judgements: readonly EntryJudgement[];
  /** Why no design can be put together; null where they can. */
  readonly groundless: string | null;
  /** Kinds of designs that none was made of, and why. */
  readonly leftOut: readonly { readonly label: string; readonly reason: Reason }[];
  /** What stands first, if it is known. */
  readonly predictions: readonly Prediction[];
  /** Name of what stands among them; null where only the way in is known. */
  readonly incumbent: string | null;
  readonly broken: (prediction: Prediction) => readonly Reason[];
  /** What no design can be better than; nothing is known without it. */
  readonly fastest?: FastestWays;
  /** What users gain from one design to the other; null where it was not measured. */
  readonly gainOf: (from: Prediction, to: Prediction) => Gain | null;
  /** Whether all designs are told of, not the best of each kind. */
  readonly everyDesign: boolean;
}

/** Everything of a recommendation that follows from the choice; the rest describes the evidence. */
type Verdict = Pick<
  Advice,
  | "outcome"
  | "sentence"
  | "soFar"
  | "missing"
  | "design"
  | "designs"
  | "best"
  | "reasons"
  | "explanation"
>;

export interface Recommended {
  readonly verdict: Verdict;
  readonly decision: Decision;
  /** What was decided by. */
  readonly rules: DecisionRules;
}

/** Decides, and says why. */
export function recommend(findings: Findings): Recommended {
  const { input, span, coverage, predictions } = findings;
  const { decision, rules } = harmlessDecision({
    predictions,
    rules: rulesOf(findings),
    incumbent: findings.incumbent,
    gainOf: findings.gainOf,
    thresholds: input.thresholds,
  });
  const standing = standingOf(findings, decision);
  const gain = gainTo(decision.chosen, standing, findings);
  const grade = evidenceGrade({
    fullDays: span.fullDays,
    coverage,
    failoverRuns: input.failoverRuns.length,
  });
  const { outcome, reasons } = outcomeOf({
    decision,
    standing,
    gain: decisiveGain(gain, decision.chosen, standing),
    thresholdUs: thresholdUs(findings, decision, standing),
    evidence: { fullDays: span.fullDays, coverage, grade },
    memory: input.memory,
    atMs: input.atMs,
    costToleranceUsd: rules.tolerances.usdPerMonth,
    isTailKept: isTailKept(decision.chosen, standing, input.thresholds),
  });
  const today = standing.kind === "design" ? standing.judged : null;
  const missing = missingOf(findings, decision, today);
  const contributions =
    decision.chosen === null || gain === null
      ? []
      : contributionsOf(gain.groups, decision.chosen.prediction, today?.prediction ?? null);
  const isDecided = outcome === "change" || outcome === "keep";
  const recommended = recommendedDesign(outcome, decision, today);
  return {
    decision,
    rules,
    verdict: {
      outcome,
      sentence:
        outcome === "insufficient_evidence"
          ? insufficientSentence(findings, missing, reasons)
          : outcomeSentence({ outcome, reasons, decision, standing, gain }),
      soFar: isDecided ? null : soFarOf(findings, decision),
      missing,
      ...(recommended === undefined ? {} : { design: recommended }),
      designs: advisedDesigns(decision.designs, findings.incumbent, findings.everyDesign),
      best: decision.chosen?.prediction.candidate.name ?? null,
      reasons: [...reasons],
      explanation: [
        ...explain({ decision, today, contributions }),
        ...findings.leftOut.map(
          ({ label, reason }) => `${label}: ${reason.text.replace(/\.$/, "")} (${reason.code}).`,
        ),
      ],
    },
  };
}

function rulesOf({ input, service, span, broken, fastest }: Findings): DecisionRules {
  const goals = { ...goalsOf(service), fastest };
  const isYoung = span.fullDays < DECIDABLE.fullDays;
  return {
    // A latency of a few days breaks no goal yet.
    goals: isYoung ? { ...goals, latency: [] } : goals,
    tolerances: tolerancesOf(input.thresholds),
    broken,
  };
}

function standingOf({ service, incumbent }: Findings, { designs }: Decision): Standing {
  const judged = designs.find(({ prediction }) => prediction.candidate.name === incumbent);
  if (judged !== undefined) return { kind: "design", judged };
  const entry = incumbentOf(service);
  return entry === null ? { kind: "unknown" } : { kind: "way-in", entry };
}

/** From what stands to what was chosen. */
function gainTo(chosen: JudgedDesign | null, standing: Standing, findings: Findings): Gain | null {
  if (chosen === null) return null;
  if (standing.kind === "design") {
    return standing.judged === chosen
      ? null
      : findings.gainOf(standing.judged.prediction, chosen.prediction);
  }
  if (standing.kind === "unknown") return null;
  return entryGain(
    standing.entry,
    findings.judgements,
    new Set(movedGroups(chosen.prediction, standing.entry)),
  );
}

function movedGroups({ candidate, groups }: Prediction, from: "dns" | "accelerator"): string[] {
  const isAccelerated = (group: string) =>
    candidate.kind === "accelerator" || candidate.acceleratorGroups.includes(group);
  return groups
    .map(({ group }) => group)
    .filter((group) => isAccelerated(group) === (from === "dns"));
}

/**
 * The gain that a change is judged by: that of the mean user, or where it is surer that of the p95, by
 * intervals that do not touch.
 */
function decisiveGain(gain: Gain | null, chosen: JudgedDesign | null, standing: Standing) {
  const before = standing.kind === "design" ? standing.judged.prediction.p95 : null;
  const after = chosen?.prediction.p95 ?? null;
  if (before?.lowUs == null || after?.highUs == null) return gain;
  const tail = { us: before.us - after.us, lowUs: before.lowUs - after.highUs };
  return tail.lowUs > 0 && tail.us > (gain?.us ?? 0) ? tail : gain;
}

/** Far less than what is worth a change: else it would be made and unmade by chance. */
const TAIL_LOST = 0.25;

/** A change for less money alone may not bring back the tail that an earlier one was made for. */
function isTailKept(
  chosen: JudgedDesign | null,
  standing: Standing,
  thresholds: EvidenceInput["thresholds"],
): boolean {
  const before = standing.kind === "design" ? standing.judged.prediction.p95 : null;
  const after = chosen?.prediction.p95 ?? null;
  if (before === null || after === null) return true;
  return after.us - before.us <= TAIL_LOST * practicalThresholdUs(before.us, thresholds);
}

function thresholdUs({ input }: Findings, { chosen }: Decision, standing: Standing): number {
  const today = standing.kind === "design" ? standing.judged.prediction : chosen?.prediction;
  return practicalThresholdUs(today?.p50?.us ?? 0, input.thresholds);
}

function missingOf(
  { input, service, areGroupsDeclared, span, coverage, groundless }: Findings,
  decision: Decision,
  today: JudgedDesign | null,
): Missing[] {
  const unscored = decision.designs.find(({ standing }) => standing === "unscored");
  return missingFor({
    service,
    fullDays: span.fullDays,
    coverage,
    failoverRuns: input.failoverRuns.length,
    areGroupsDeclared,
    groundless,
    prediction: (decision.chosen ?? unscored ?? today)?.prediction ?? null,
    notJudged: goalsNotJudged(service.objectives),
  });
}

function insufficientSentence(
  { span, judgements }: Findings,
  missing: readonly Missing[],
  reasons: readonly Reason[],
): string {
  const sentence = adviceSentence({
    groups: judgements.map(({ advice }) => advice),
    regrets: judgements.flatMap(({ regret }) => regret ?? []),
    missing,
    fullDays: span.fullDays,
    samples: span.samples,
  });
  if (span.fullDays < DECIDABLE.fullDays || reasons.length === 0) return sentence;
  return `${sentence} ${reasons.map(({ text }) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`).join(" ")}`;
}

/** Of the first days what their verdicts point to, later what came out best. */
function soFarOf({ judgements, span, service }: Findings, { chosen }: Decision): SoFar | null {
  const isTold = service.clientGroups.some(({ trafficPerMonth }) => trafficPerMonth !== undefined);
  const first = soFar(
    judgements.map(({ advice }) => advice),
    ...(isTold ? [COST_NOT_YET] : []),
  );
  if (chosen === null || span.fullDays < FIRST_DAYS) return first;
  const { candidate } = chosen.prediction;
  return {
    design: candidate.kind,
    acceleratorGroups: [...candidate.acceleratorGroups],
    sentence: `If this held: ${labelOf(candidate)}: ${numbersText(chosen.prediction)}.`,
  };
}

const FIRST_DAYS = 3;
const COST_NOT_YET = "Cost not judged yet.";

function recommendedDesign(
  outcome: Recommendation["outcome"],
  { chosen }: Decision,
  today: JudgedDesign | null,
): Recommendation["design"] {
  if (outcome === "change") return chosen?.prediction.candidate.design;
  return outcome === "keep" ? today?.prediction.candidate.design : undefined;
}
