import type { PackedCell } from "../fold/roll-hour.ts";
import { floorTo } from "../fold/tier.ts";
import type { Accumulator } from "./accumulator.ts";
import type { Bucket } from "./bucket.ts";

/** What was measured in one step of a window. */
export type Step = {
  /** Start of the step, in epoch milliseconds; without steps that of the first bucket. */
  readonly atMs: number;
  /** Start of the oldest bucket in it that holds anything. */
  readonly firstMs: number;
  /** Minutes in it that hold a measurement. */
  readonly minutes: number;
  readonly bucket: Bucket;
};

/** Packed buckets of one length. */
export type CellRun = {
  readonly bytes: Uint8Array;
  readonly spanStartMs: number;
  readonly cellMs: number;
  readonly cells: readonly PackedCell[];
};

/** Adds runs of buckets up, oldest first, step by step; null makes one step of all. */
export function sumSteps(
  runs: readonly CellRun[],
  stepMs: number | null,
  sum: Accumulator,
): Step[] {
  const steps: Step[] = [];
  let open: { atMs: number; firstMs: number; minutes: number } | null = null;
  for (const { bytes, spanStartMs, cellMs, cells } of runs) {
    for (const { cell, from, to } of cells) {
      const startMs = spanStartMs + cell * cellMs;
      const atMs: number = stepMs === null ? (open?.atMs ?? startMs) : floorTo(startMs, stepMs);
      if (open !== null && open.atMs !== atMs) {
        steps.push({ ...open, bucket: sum.take() });
        open = null;
      }
      open ??= { atMs, firstMs: startMs, minutes: 0 };
      open.minutes += sum.addPacked(bytes, from, to, startMs);
    }
  }
  if (open !== null) steps.push({ ...open, bucket: sum.take() });
  return steps;
}
