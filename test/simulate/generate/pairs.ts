import type { PairedMedians } from "../../../controller/core/evidence/day-differences.ts";
import { VALUES_PER_SLOT } from "./path-truth.ts";
import { type SimulatedPath, SLOT_MS } from "./simulate-path.ts";

/** Two paths of the same slots, as comparisons take them. */
export function pairs(one: SimulatedPath, other: SimulatedPath): PairedMedians[] {
  return Array.from(one.mediansUs, (us, slot) => ({
    atMs: slot * SLOT_MS,
    one: { us, n: VALUES_PER_SLOT },
    other: { us: other.mediansUs[slot] as number, n: VALUES_PER_SLOT },
  }));
}
