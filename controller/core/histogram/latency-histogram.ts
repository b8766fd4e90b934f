import { build } from "hdr-histogram-js";
import { HISTOGRAM } from "../../../probe/contract/histogram-shape.ts";

/** Only its layout is used: which values share a bin. Nothing is ever recorded in it. */
const layout = build({
  lowestDiscernibleValue: HISTOGRAM.lowestUs,
  highestTrackableValue: HISTOGRAM.highestUs,
  numberOfSignificantValueDigits: HISTOGRAM.significantDigits,
  bitBucketSize: 32,
  useWebAssembly: false,
}) as unknown as Layout;

/** The part of HdrHistogram's layout that the library offers on its JavaScript histograms. */
type Layout = {
  valueFromIndex(index: number): number;
  highestEquivalentValue(value: number): number;
  medianEquivalentValue(value: number): number;
};

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

/** Smallest time of a bin, in microseconds. */
export function lowestOfBin(bin: number): number {
  return layout.valueFromIndex(bin);
}

/** Largest time of a bin, in microseconds. */
export function highestOfBin(bin: number): number {
  return layout.highestEquivalentValue(layout.valueFromIndex(bin));
}

/** The time that stands for a bin: the middle of it, so at most half a bin off. */
export function middleOfBin(bin: number): number {
  return layout.medianEquivalentValue(layout.valueFromIndex(bin));
}
