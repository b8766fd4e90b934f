import type { FlipPoint } from "../../contract/advised-design.ts";
import { findFlips } from "../decide/find-flip.ts";
import type { AskedAgain } from "./asked-again.ts";
import { familyOf } from "./design-label.ts";
import { type FlipQuestion, flipQuestions } from "./flip-questions.ts";

/** Of one kind so many are told, the nearest to what is now. */
const MOST_OF_A_KIND = 3;

/**
 * What would have to be different for another design to come out best: numbers found by asking the
 * decision again on both sides of each. Designs that differ in settings alone count as one.
 */
export function flipPoints(asked: AskedAgain): FlipPoint[] {
  if (asked.decision.chosen === null) return [];
  const families = new Map(
    asked.shortlist.map(({ candidate }) => [candidate.name, familyOf(candidate)]),
  );
  const byKind = new Map<string, FlipPoint[]>();
  for (const question of flipQuestions(asked)) {
    const own = byKind.get(question.kind) ?? [];
    byKind.set(question.kind, [...own, ...pointsOf(question, families)]);
  }
  return [...byKind.values()].flatMap((points) =>
    [...points].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_OF_A_KIND),
  );
}

function pointsOf(question: FlipQuestion, families: ReadonlyMap<string, string>): FlipPoint[] {
  const flips = findFlips({
    ...question,
    decideAt: (value) => {
      const name = question.decideAt(value);
      return name === null ? null : (families.get(name) ?? name);
    },
  });
  const { kind, what, unit, now } = question;
  return flips.map(({ at }) => {
    const becomes = question.decideAt(at);
    return { kind, what, unit, now, at, becomes, sentence: sentenceOf(question, at, becomes) };
  });
}

function sentenceOf(
  { now, told, nowText }: FlipQuestion,
  at: number,
  becomes: string | null,
): string {
  const side = at > now ? "From" : "Down to";
  const then =
    becomes === null ? "no design could be recommended" : `${becomes} would come out best`;
  return `${side} ${told(at)}${nowText === null ? "" : ` (now ${nowText})`}, ${then}.`;
}

/** How far off, by size where both are above 0. */
function distance({ now, at }: FlipPoint): number {
  return now > 0 && at > 0 ? Math.abs(Math.log(at / now)) : Math.abs(at - now) * 10;
}
