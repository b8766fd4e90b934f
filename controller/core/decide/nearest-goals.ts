import type { Reason } from "../../contract/advised-design.ts";
import { goalOf } from "../constraints/constraint-codes.ts";
import { relaxations } from "../constraints/relax.ts";
import type { Prediction } from "../predict/prediction.ts";
import { namesText } from "../wording/names.ts";
import type { JudgedDesign } from "./decide.ts";

/** What is shown of goals that exclude each other. */
const MOST_SHOWN = 2;

/**
 * The outcome where every design breaks something. `infeasible`: one goal at least is broken by all of
 * them, or nothing that can be given up would help, and is named with what comes nearest. `conflict`: each
 * goal can be met, but not all together; the two nearest sets of goals that can are named, by what would
 * have to be given up.
 */
export function nearestGoals(designs: readonly JudgedDesign[]): {
  outcome: "infeasible" | "conflict";
  reasons: Reason[];
} {
  const nearest = [...designs].sort((a, b) => goalsOf(a).length - goalsOf(b).length);
  const common = commonGoals(designs);
  if (common.length > 0) {
    return { outcome: "infeasible", reasons: common.flatMap((goal) => brokenBy(goal, nearest)) };
  }
  const byName = new Map(designs.map((judged) => [judged.prediction.candidate.name, judged]));
  const ways = relaxations(
    designs.map(({ prediction, reasons }) => ({ name: prediction.candidate.name, reasons })),
  );
  const shown = ways.slice(0, MOST_SHOWN).map(({ goals, designs: names }): Reason => {
    const [name = ""] = names;
    const texts = byName.get(name)?.reasons.map(({ text }) => text) ?? [];
    const text = `Without the ${goals.length > 1 ? "goals" : "goal"} ${namesText(goals)}, ${name} would do. ${texts.join(" ")}`;
    return { code: goals.join("_and_"), text };
  });
  if (shown.length > 0) return { outcome: "conflict", reasons: shown };
  const [first] = nearest;
  return { outcome: "infeasible", reasons: [...(first?.reasons ?? [])] };
}

/** Several codes may stand for one goal; what nobody can give up stands for itself. */
function goalsOf({ reasons }: JudgedDesign): string[] {
  return [...new Set(reasons.map(({ code }) => goalOf(code) ?? code))];
}

function commonGoals(designs: readonly JudgedDesign[]): string[] {
  const [first, ...others] = designs.map(goalsOf);
  return (first ?? []).filter((goal) => others.every((goals) => goals.includes(goal)));
}

/** What a goal is missed by, for the designs that miss it to be put in order: the nearest first. */
const MISSED_BY: Readonly<Record<string, (prediction: Prediction) => number>> = {
  rto: ({ failover }) => failover.p50S,
  latency: ({ p95 }) => p95?.us ?? Number.POSITIVE_INFINITY,
  budget: ({ price }) => price.sum?.usdPerMonth ?? Number.POSITIVE_INFINITY,
};

function brokenBy(goal: string, nearest: readonly JudgedDesign[]): Reason[] {
  const fewest = Math.min(...nearest.map((judged) => goalsOf(judged).length));
  const missedBy = MISSED_BY[goal] ?? (() => 0);
  const [first] = nearest
    .filter((judged) => goalsOf(judged).length === fewest)
    .sort((a, b) => {
      const [one, other] = [missedBy(a.prediction), missedBy(b.prediction)];
      return one === other ? 0 : one - other;
    });
  const found = first?.reasons.find(({ code }) => (goalOf(code) ?? code) === goal);
  if (first === undefined || found === undefined) return [];
  const { name } = first.prediction.candidate;
  return [{ code: found.code, text: `${found.text} That is ${name}, which comes nearest.` }];
}
