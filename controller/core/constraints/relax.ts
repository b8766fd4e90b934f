import type { Reason } from "../../contract/advised-design.ts";
import { type Goal, goalOf } from "./constraint-codes.ts";

/** What would have to be given up for designs to be feasible, and which would be. */
export interface Relaxation {
  /** One goal or two. */
  readonly goals: readonly Goal[];
  /** Names of designs, in the order given. */
  readonly designs: readonly string[];
}

const MOST_GOALS = 2;

/**
 * The goals that exclude each other, by the designs that giving up one of them, or else a pair, would
 * make feasible: single goals before pairs, more designs before fewer. Empty where a design is feasible as it is,
 * and where no design breaks two goals or fewer that can be given up.
 */
export function relaxations(
  designs: readonly { readonly name: string; readonly reasons: readonly Reason[] }[],
): Relaxation[] {
  const bySet = new Map<string, { goals: Goal[]; designs: string[] }>();
  for (const { name, reasons } of designs) {
    const goals = goalsOf(reasons);
    if (goals === null || goals.length > MOST_GOALS) continue;
    if (goals.length === 0) return [];
    const key = goals.join(" ");
    const own = bySet.get(key) ?? { goals, designs: [] };
    own.designs.push(name);
    bySet.set(key, own);
  }
  const found = [...bySet.values()];
  // A pair with a goal that would do alone gives up more than is needed.
  return found
    .filter(
      ({ goals }) => goals.length === 1 || !found.some((other) => isWithin(other.goals, goals)),
    )
    .sort((a, b) => a.goals.length - b.goals.length || b.designs.length - a.designs.length);
}

function isWithin([only, ...more]: readonly Goal[], goals: readonly Goal[]): boolean {
  return only !== undefined && more.length === 0 && goals.includes(only);
}

/** The goals that a design breaks, each once; null where it breaks what nobody can give up. */
function goalsOf(reasons: readonly Reason[]): Goal[] | null {
  const goals = new Set<Goal>();
  for (const { code } of reasons) {
    const goal = goalOf(code);
    if (goal === null) return null;
    goals.add(goal);
  }
  return [...goals].sort();
}
