import type { Recommendation } from "../../contract/recommendation.ts";
import type { Advice } from "./path-evidence.ts";

/** After this time the same answer is given again, on the evidence of now. */
const REPEAT_AFTER_MS = 24 * 3_600_000;

/**
 * Whether advice deserves a number of its own: it says something else than the latest recommendation
 * (outcome, what comes out best, that what stands is known, design so far, or the verdict for any group), stands on another kind of
 * evidence, or that one is a day old.
 */
export function isNews(advice: Advice, latest: Recommendation | null): boolean {
  if (latest === null) return true;
  if (advice.madeAtMs - latest.madeAtMs >= REPEAT_AFTER_MS) return true;
  if (advice.evidence.source !== latest.evidence.source) return true;
  return gist(advice) !== gist(latest);
}

function gist(said: Pick<Advice, "outcome" | "best" | "designs" | "soFar" | "groups">): string {
  const { outcome, best, designs, soFar, groups } = said;
  const isStandingKnown = designs.some(({ isIncumbent }) => isIncumbent);
  const verdicts = groups.map(({ group, verdict }) => [group, verdict]);
  return JSON.stringify([
    outcome,
    best,
    isStandingKnown,
    soFar?.design,
    soFar?.acceleratorGroups,
    verdicts,
  ]);
}
