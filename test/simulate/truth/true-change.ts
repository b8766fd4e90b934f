import { meanMedianUs } from "../generate/path-truth.ts";
import type { TruePart } from "../generate/true-users.ts";
import type { World } from "../generate/world.ts";
import type { TrueRouting } from "./true-routing.ts";

/** What a change of routing truly does to a group, in µs: negative is faster. NaN where nobody serves it. */
export interface GroupChange {
  readonly share: number;
  readonly beforeUs: number;
  readonly byUs: number;
}

export function trueChanges(
  { groups }: World,
  before: TrueRouting,
  after: TrueRouting,
): GroupChange[] {
  return groups.map(({ id, share }) => {
    const beforeUs = meanUs(before.get(id) ?? []);
    return { share, beforeUs, byUs: meanUs(after.get(id) ?? []) - beforeUs };
  });
}

/** Mean gain of all users in µs, those that lose taken off. */
export function meanGainUs(changes: readonly GroupChange[]): number {
  return -changes.reduce((sum, { share, byUs }) => sum + share * byUs, 0);
}

/** Slower by more than what is worth acting on: 5 ms, or 5 % of what the group had. */
export function isWorse({ beforeUs, byUs }: GroupChange): boolean {
  return !(byUs <= Math.max(5_000, 0.05 * beforeUs));
}

function meanUs(parts: readonly TruePart[]): number {
  const all = parts.reduce((sum, { share }) => sum + share, 0);
  if (all === 0) return Number.NaN;
  return parts.reduce((sum, { share, path }) => sum + (share / all) * meanMedianUs(path), 0);
}
