import { build } from "hdr-histogram-js";
import { HISTOGRAM } from "../../../probe/contract/histogram-shape.ts";

export { binOf } from "../../../probe/contract/bin-of.ts";

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
