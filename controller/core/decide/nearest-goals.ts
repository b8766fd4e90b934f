import type { Reason } from "../../contract/advised-design.ts";
import { namesText } from "../wording/names.ts";
import type { JudgedDesign } from "./decide.ts";

/** What is shown of goals that exclude each other. */
const MOST_SHOWN = 2;

/**
 * The outcome where every design breaks something. `infeasible`: one goal at least is broken by all of
 * them, and is named with what comes nearest. `conflict`: each goal can be met, but not all together; the
 * two nearest sets of goals that can are named, by what would have to be left out.
 */
export function nearestGoals(designs: readonly JudgedDesign[]): {
  outcome: "infeasible" | "conflict";
  reasons: Reason[];
} {
  const codesOf = ({ reasons }: JudgedDesign) => [...new Set(reasons.map(({ code }) => code))];
  const [first, ...others] = designs.map(codesOf);
  const common = (first ?? []).filter((code) => others.every((codes) => codes.includes(code)));
  // Fewest broken first; of these the first given.
  const nearest = [...designs].sort((a, b) => codesOf(a).length - codesOf(b).length);
  if (common.length > 0) {
    return { outcome: "infeasible", reasons: common.flatMap((code) => broken(code, nearest)) };
  }
  const seen: string[][] = [];
  const reasons = nearest.flatMap((design): Reason[] => {
    const codes = codesOf(design).sort();
    const isFarther = seen.some((one) => one.every((code) => codes.includes(code)));
    if (isFarther || seen.length >= MOST_SHOWN) return [];
    seen.push(codes);
    const texts = design.reasons.map(({ text }) => text);
    const name = design.prediction.candidate.name;
    const without = `without ${namesText(codes)}, ${name} would do: ${texts.join("; ")}`;
    return [{ code: codes[0] ?? "goals", text: without }];
  });
  return { outcome: "conflict", reasons };
}

function broken(code: string, nearest: readonly JudgedDesign[]): Reason[] {
  for (const { prediction, reasons } of nearest) {
    const found = reasons.find((reason) => reason.code === code);
    if (found !== undefined) {
      return [{ code, text: `${found.text} (${prediction.candidate.name}, which comes nearest)` }];
    }
  }
  return [];
}
