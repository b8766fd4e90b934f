import { type PathTruth, VALUES_PER_SLOT } from "./path-truth.ts";
import { steadyPath } from "./steady-path.ts";

/** A part of the users, and the path that it truly has. */
export interface TruePart {
  readonly share: number;
  readonly path: PathTruth;
}

/**
 * Quantiles over all users in µs, from what the paths truly do, value by value: nothing of the
 * advisor's own arithmetic enters.
 *
 * @param quantiles between 0 and 1
 */
export function trueQuantilesUs(
  parts: readonly TruePart[],
  quantiles: readonly number[],
): number[] {
  const values = parts.flatMap(({ share, path }) => {
    const own = valuesOf(path);
    return own.map((us) => ({ us, mass: share / own.length }));
  });
  values.sort((a, b) => a.us - b.us);
  const all = parts.reduce((sum, { share }) => sum + share, 0);
  return quantiles.map((p) => {
    let seen = 0;
    for (const { us, mass } of values) {
      seen += mass;
      if (seen >= p * all - 1e-9) return us;
    }
    return Number.NaN;
  });
}

function valuesOf(path: PathTruth): number[] {
  const levels = steadyPath(path, 1).levelsUs.filter((_, slot) => slot % 6 === 0);
  return [...levels].flatMap((level) =>
    Array.from(
      { length: VALUES_PER_SLOT },
      (_, at) => level - path.waitUs * Math.log(1 - (at + 0.5) / VALUES_PER_SLOT),
    ),
  );
}
