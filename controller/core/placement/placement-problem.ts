/** What sites would give to whom. */
export type PlacementProblem = {
  /** Weight of each client group, above 0. */
  readonly weights: readonly number[];
  /** Per group what it has today: the latency of the endpoint that serves it, ms; infinite without one. */
  readonly todayMs: readonly number[];
  /** Per site and group the latency that the group would have there, ms. */
  readonly siteMs: readonly (readonly number[])[];
  /**
   * Where routing decides and not the latency: of all that is open a group goes to what has the lowest
   * rank for it. Without ranks everybody goes to the best.
   */
  readonly ranks?: {
    readonly today: readonly number[];
    readonly site: readonly (readonly number[])[];
  };
};

/** Mean over users, ms; infinite where a group has nobody to serve it. */
export function weightedMean(weights: readonly number[], ms: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let g = 0; g < weights.length; g += 1) {
    sum += (weights[g] as number) * (ms[g] as number);
    total += weights[g] as number;
  }
  return sum / total;
}
