import type { FailureClass } from "../../../probe/contract/failure.ts";

/**
 * A packed bucket is its length and then a head byte that says which parts follow, then those parts as
 * LEB128 integers: the newest attempt as a distance from the start of the bucket, `minutes` (layout
 * `rolled` only), lost, tainted, skipped, failures, served by, values. `sent` is not stored: it is the
 * sum of everything else. The two top bits of the head are the layout.
 */
export const HEAD = {
  values: 1,
  lost: 2,
  tainted: 4,
  skipped: 8,
  failures: 16,
  servedBy: 32,
} as const;

/**
 * `pairs`: bins as pairs of integers; written by releases whose store had version 1. `minute`: a minute,
 * or a part of one, with bins in nibbles. `rolled`: the sum of several minutes, and how many. `named`: a
 * minute, or a part of one, of which one endpoint answered everything, or nobody named himself.
 */
export const LAYOUT = { pairs: 0, minute: 1, rolled: 2, named: 3 } as const;

/** Where the layout begins in the head byte. */
export const LAYOUT_SHIFT = 6;

/**
 * Head of a name, which takes the rest of its length; without any it says that nobody is named. A `named`
 * part belongs to the name right before it, else to the one that its minute begins with: so the parts of
 * a minute, mostly answered by the same endpoint, carry its name once. They leave out what follows from
 * the rest: served by (values and tainted answers, all of the one name), the number of bins (they end
 * with the part), and the step to the first bin, which is the one of the smallest value.
 */
export const NAME_HEAD = (LAYOUT.named << LAYOUT_SHIFT) | HEAD.servedBy;

/** A longer name would not have a length of one byte. */
export const LONGEST_NAME = 126;

/**
 * A bin in nibbles: its step from the bin before in the upper half of a byte, its count in the lower.
 * A half that is full is followed by what is beyond it, as an integer; the step's comes first. Bins of
 * a minute lie close together and hold few values: most take one byte instead of two.
 */
export const FULL_NIBBLE = 15;

/** Numbers in the store: the place of a class never changes; new ones are added at the end. */
export const FAILURE_CODES = [
  "dns",
  "refused",
  "unreachable",
  "reset",
  "tls",
  "http",
  "protocol",
  "blocked",
  "probe",
] as const satisfies readonly FailureClass[];

/** Small numbers of either sign as small unsigned ones: 0, -1, 1, -2 → 0, 1, 2, 3. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
