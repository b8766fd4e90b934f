import { floorTo } from "../fold/tier.ts";
import { eachCell } from "../packed/each-cell.ts";
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

/** Packed buckets of one length, as `eachCell` goes through them. */
export type CellRun = {
  readonly bytes: Uint8Array;
  readonly spanStartMs: number;
  readonly cellMs: number;
  readonly firstCell: number;
};

/** Adds runs of buckets up, oldest first, step by step; null makes one step of all. */
export function sumSteps(
  runs: readonly CellRun[],
  stepMs: number | null,
  sum: Accumulator,
): Step[] {
  const steps: Step[] = [];
  let open = null as { atMs: number; firstMs: number; minutes: number } | null;
  for (const { bytes, spanStartMs, cellMs, firstCell } of runs) {
    eachCell(bytes, firstCell, (cell, from, to) => {
      const startMs = spanStartMs + cell * cellMs;
      const atMs = stepMs === null ? (open?.atMs ?? startMs) : floorTo(startMs, stepMs);
      if (open !== null && open.atMs !== atMs) {
        steps.push({ ...open, bucket: sum.take() });
        open = null;
      }
      open ??= { atMs, firstMs: startMs, minutes: 0 };
      open.minutes += sum.addPacked(bytes, from, to, startMs);
    });
  }
  if (open !== null) steps.push({ ...open, bucket: sum.take() });
  return steps;
}
