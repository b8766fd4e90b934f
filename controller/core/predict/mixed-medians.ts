import type { FiveMinutes } from "../evidence/paired-hours.ts";

const FIVE_MINUTES_MS = 300_000;

/** Medians of a path in order of time, and its share. */
export interface SharedMedians {
  readonly share: number;
  readonly medians: readonly FiveMinutes[];
}

/**
 * The mean by shares of the medians of several paths, in those five minutes in which all of them were
 * measured; of values there are as many as the path has that was measured least.
 */
export function mixedMedians(paths: readonly SharedMedians[]): readonly FiveMinutes[] {
  const [only, ...others] = paths;
  if (only === undefined) return [];
  if (others.length === 0) return only.medians;
  const all = paths.reduce((sum, { share }) => sum + share, 0);
  const slots = new Map<number, { us: number; n: number; paths: number }>();
  for (const { share, medians } of paths) {
    for (const [atMs, us, n] of medians) {
      const slot = Math.floor(atMs / FIVE_MINUTES_MS);
      const sum = slots.get(slot) ?? { us: 0, n: Number.POSITIVE_INFINITY, paths: 0 };
      sum.us += (share / all) * us;
      sum.n = Math.min(sum.n, n);
      sum.paths += 1;
      slots.set(slot, sum);
    }
  }
  return [...slots]
    .filter(([, sum]) => sum.paths === paths.length)
    .map(([slot, { us, n }]): FiveMinutes => [slot * FIVE_MINUTES_MS, us, n])
    .sort(([a], [b]) => a - b);
}
