import type { Reason } from "../../contract/advised-design.ts";
import type { Prediction } from "../predict/prediction.ts";
import { brokenGoals } from "./broken-goals.ts";
import { choose } from "./choose.ts";
import { dominatedReason, leftBehindReason } from "./compared-reasons.ts";
import type { Goals } from "./goals.ts";
import { beats, frontier } from "./pareto.ts";
import type { Score, Scored, Tolerances } from "./score.ts";
import { scoreOf } from "./score-of.ts";

/** What became of a design: `chosen`, not beaten in everything, beaten, breaking something, or not comparable. */
export interface JudgedDesign {
  readonly prediction: Prediction;
  readonly standing: "chosen" | "frontier" | "dominated" | "infeasible" | "unscored";
  /** Why it was not chosen, the binding one first. */
  readonly reasons: readonly Reason[];
  readonly score: Score | null;
}

export interface Decision {
  /** Null where no design may be chosen. */
  readonly chosen: JudgedDesign | null;
  /** In the order given. */
  readonly designs: readonly JudgedDesign[];
}

/** What designs are chosen by. */
export interface DecisionRules {
  readonly goals: Goals;
  readonly tolerances: Tolerances;
  /** Constraints that a design breaks whatever was measured. */
  readonly broken: (prediction: Prediction) => readonly Reason[];
}

/**
 * The best design: of those that break nothing and can be compared one by the order of the goals; the
 * others are told whether another beats them in everything. What stands today counts for nothing here; whether a lead is worth
 * a change is another question.
 *
 * @param predictions of equal ones the first is chosen
 */
export function decide(predictions: readonly Prediction[], rules: DecisionRules): Decision {
  return ranked(judged(predictions, rules), rules);
}

/** Name of the design that `decide` chooses, without what becomes of the others; null without one. */
export function chosenName(
  predictions: readonly Prediction[],
  rules: DecisionRules,
): string | null {
  const comparable = judged(predictions, rules).flatMap(scored);
  return chosenOf(comparable, rules)?.chosen.design ?? null;
}

function judged(predictions: readonly Prediction[], rules: DecisionRules): JudgedDesign[] {
  const measurable = Math.max(0, ...predictions.map(({ coverage }) => coverage));
  return predictions.map((prediction): JudgedDesign => {
    const reasons = [...rules.broken(prediction), ...brokenGoals(prediction, rules.goals)];
    if (reasons.length > 0) return { prediction, standing: "infeasible", reasons, score: null };
    const own = scoreOf(prediction, measurable, rules);
    return { prediction, standing: own.score === null ? "unscored" : "frontier", ...own };
  });
}

/** Among all: what is a little slower than one and beats it by its cost may be too slow against the best. */
function chosenOf(comparable: readonly Scored[], { goals, tolerances }: DecisionRules) {
  return choose(comparable, goals.rtoS === null ? null : goals.leastAttainment, tolerances);
}

function ranked(designs: readonly JudgedDesign[], rules: DecisionRules): Decision {
  const { tolerances } = rules;
  const comparable = designs.flatMap(scored);
  const unbeaten = frontier(comparable, tolerances);
  const choice = chosenOf(comparable, rules);
  const best = choice?.chosen ?? null;
  const isUnbeaten = new Set(unbeaten.map(({ design }) => design));
  const steps = new Map(choice?.leftBehind.map(({ design, at }) => [design, at]));
  const standingOf = (judged: JudgedDesign): JudgedDesign => {
    const own = scored(judged)[0];
    if (own === undefined || best === null) return judged;
    if (own.design === best.design) return { ...judged, standing: "chosen" };
    const step = steps.get(own.design);
    if (step !== undefined && isUnbeaten.has(own.design)) {
      return { ...judged, reasons: [leftBehindReason(step, own, best)] };
    }
    const better = unbeaten.find((other) => beats(other, own, tolerances)) ?? best;
    return {
      ...judged,
      standing: "dominated",
      reasons: [dominatedReason(own, better, tolerances)],
    };
  };
  const all = designs.map(standingOf);
  return { chosen: all.find(({ standing }) => standing === "chosen") ?? null, designs: all };
}

function scored({ prediction, score }: JudgedDesign): Scored[] {
  return score === null ? [] : [{ design: prediction.candidate.name, score }];
}
