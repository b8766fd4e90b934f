import { HISTOGRAM } from "./histogram-shape.ts";

/** Bits of a value that its bin tells apart: HdrHistogram takes the next power of two above 2 × 10^digits. */
const BIN_BITS = 32 - Math.clz32(2 * 10 ** HISTOGRAM.significantDigits - 1);

/**
 * Index of the bin that a time falls into. A time above the highest value counts as the highest. The same
 * as the library's, which takes ten times as long: every minute that is read asks for it.
 */
export function binOf(us: number): number {
  const value = Math.min(Math.max(0, Math.trunc(us)), HISTOGRAM.highestUs);
  const scale = Math.max(0, 32 - Math.clz32(value) - BIN_BITS);
  return (scale << (BIN_BITS - 1)) + (value >> scale);
}
