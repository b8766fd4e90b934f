import type { Score, Scored, Tolerances } from "./score.ts";

/** Why a candidate was left behind: the first step of the choice that it did not pass. */
export type ChoiceStep = "attainment" | "p95" | "p50" | "cost" | "components" | "order";

export type Choice = {
  readonly chosen: Scored;
  readonly leftBehind: readonly { readonly design: string; readonly at: ChoiceStep }[];
};

/**
 * Chooses step by step: enough attainment (or the most there is); then a p95 within the tolerance of
 * the best; then a p50 within it, since a p95 is that of the farthest users alone and says nothing of what
 * most of them have; then the lowest cost; then the fewest parts; then the first given. Null without candidates.
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
  keep(
    "p95",
    nearBest(left, ({ p95Us }) => p95Us, tolerances),
  );
  keep(
    "p50",
    nearBest(left, ({ p50Us }) => p50Us, tolerances),
  );
  const cheapest = Math.min(...left.map(costOf));
  keep("cost", (score) => costOf({ score }) <= cheapest + tolerances.usdPerMonth);
  const fewest = Math.min(...left.map(({ score }) => score.components));
  keep("components", ({ components }) => components <= fewest);
  const [chosen, ...equal] = left;
  if (chosen === undefined) return null;
  for (const { design } of equal) leftBehind.push({ design, at: "order" });
  return { chosen, leftBehind };
}

function nearBest(
  left: readonly Scored[],
  usOf: (score: Score) => number,
  { latencyUs, latencyRatio }: Tolerances,
): (score: Score) => boolean {
  const best = Math.min(...left.map(({ score }) => usOf(score)));
  const within = Math.max(latencyUs, latencyRatio * best);
  return (score) => usOf(score) <= best + within;
}

function costOf({ score }: Pick<Scored, "score">): number {
  return score.usdPerMonth ?? Number.POSITIVE_INFINITY;
}
