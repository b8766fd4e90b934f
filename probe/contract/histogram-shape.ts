/**
 * Shape shared by every latency histogram, so that any two can be added without loss: HdrHistogram
 * bins for 1 µs to 60 s at two significant digits, which is a value error of at most 1 %
 * (hdrhistogram.org). A time above the highest value is recorded as the highest value.
 */
export const HISTOGRAM = { lowestUs: 1, highestUs: 60_000_000, significantDigits: 2 } as const;

/** Number of bins of that shape; a bin index is below it. */
export const HISTOGRAM_BINS = 2560;
