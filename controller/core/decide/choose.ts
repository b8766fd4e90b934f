import type { Score, Scored, Tolerances } from "./score.ts";

/** Why a candidate was left behind: the first step of the choice that it did not pass. */
export type ChoiceStep = "attainment" | "p95" | "cost" | "components" | "order";

export type Choice = {
  readonly chosen: Scored;
  readonly leftBehind: readonly { readonly design: string; readonly at: ChoiceStep }[];
};

/**
 * Chooses step by step: enough attainment (or the most there is); then a p95 within the tolerance of
 * the best; then the lowest cost; then the fewest parts; then the first given. Null without candidates.
 *
 * @param leastAttainment share of users that must be back within the RTO; null without an RTO.
 */
export function choose(
  candidates: readonly Scored[],
  leastAttainment: number | null,
  tolerances: Tolerances,
): Choice | null {
  const leftBehind: { design: string; at: ChoiceStep }[] = [];
  let left = candidates;
  const keep = (at: ChoiceStep, passes: (score: Score) => boolean) => {
    for (const { design, score } of left) if (!passes(score)) leftBehind.push({ design, at });
    left = left.filter(({ score }) => passes(score));
  };
  if (leastAttainment !== null) {
    const most = Math.max(...left.map(({ score }) => score.attainment ?? 0));
    const needed = Math.min(leastAttainment, most - tolerances.attainment);
    keep("attainment", ({ attainment }) => (attainment ?? 0) >= needed);
  }
  const best = Math.min(...left.map(({ score }) => score.p95Us));
  const within = Math.max(tolerances.latencyUs, tolerances.latencyRatio * best);
  keep("p95", ({ p95Us }) => p95Us <= best + within);
  const cheapest = Math.min(...left.map(costOf));
  keep("cost", (score) => costOf({ score }) <= cheapest + tolerances.usdPerMonth);
  const fewest = Math.min(...left.map(({ score }) => score.components));
  keep("components", ({ components }) => components <= fewest);
  const [chosen, ...equal] = left;
  if (chosen === undefined) return null;
  for (const { design } of equal) leftBehind.push({ design, at: "order" });
  return { chosen, leftBehind };
}

function costOf({ score }: Pick<Scored, "score">): number {
  return score.usdPerMonth ?? Number.POSITIVE_INFINITY;
}
