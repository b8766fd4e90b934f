import type { RunResult, TruthSample } from "./messages.ts";

/** An error longer than this must be recognised (the design's budget for taint). */
const WRONG_FROM_US = 1_000;
/** Two-sided 95 % of the normal distribution. */
const Z_95 = 1.96;

/** Percentiles of an error, in microseconds; null without samples. */
export interface ErrorQuantiles {
  p50Us: number | null;
  p90Us: number | null;
  p99Us: number | null;
}

/** How far a run was from the truth. */
export interface Score {
  answers: number;
  skipped: number;
  kept: ErrorQuantiles;
  all: ErrorQuantiles;
  taintedRatio: number;
  /** Samples that are wrong by more than 1 ms. */
  wrong: number;
  /** Share of them that the probe marked; null when there were none. */
  recall: number | null;
  /** The same for those wrong by 1 ms on the way back alone, where the probe's own standing still shows. */
  wrongOnReading: number;
  recallOnReading: number | null;
}

/**
 * Compares what was reported with the time for which the server held the answer. All the rest counts
 * as error: the loopback, the server's own delay until it sees a request, and the probe's.
 *
 * @param isHandshake whether the time includes what both sides compute: a sample is then wrong by what it
 *   is off beyond the median of those that are kept
 */
export function scoreRun(
  { samples, skipped }: Pick<RunResult, "samples" | "skipped">,
  isHandshake = false,
): Score {
  const answers = samples.filter(({ heldUs }) => heldUs !== null);
  const kept = answers.filter(({ tainted }) => !tainted);
  const wrongFromUs = WRONG_FROM_US + (isHandshake ? (quantiles(kept).p50Us ?? 0) : 0);
  const wrong = answers.filter((sample) => errorUs(sample) > wrongFromUs);
  const wrongOnReading = answers.filter((sample) => readingErrorUs(sample) > wrongFromUs);
  return {
    answers: answers.length,
    skipped,
    kept: quantiles(kept),
    all: quantiles(answers),
    taintedRatio: answers.length === 0 ? 0 : 1 - kept.length / answers.length,
    wrong: wrong.length,
    recall: taintedShare(wrong),
    wrongOnReading: wrongOnReading.length,
    recallOnReading: taintedShare(wrongOnReading),
  };
}

/** The 95 % interval of a share (Wilson 1927). */
export function wilsonInterval(hits: number, trials: number): readonly [number, number] {
  const ratio = hits / trials;
  const middle = ratio + Z_95 ** 2 / (2 * trials);
  const reach = Z_95 * Math.sqrt((ratio * (1 - ratio)) / trials + (Z_95 / (2 * trials)) ** 2);
  const scale = 1 + Z_95 ** 2 / trials;
  return [(middle - reach) / scale, (middle + reach) / scale];
}

function errorUs({ rttUs, heldUs }: TruthSample): number {
  return heldUs === null ? 0 : rttUs - (heldUs[1] - heldUs[0]);
}

/** The error without the way there, which is counted from just before the request was written. */
function readingErrorUs(sample: TruthSample): number {
  const wayThereUs = sample.heldUs === null ? 0 : sample.heldUs[0] - sample.startedUs;
  return errorUs(sample) - wayThereUs;
}

function taintedShare(samples: readonly TruthSample[]): number | null {
  if (samples.length === 0) return null;
  return samples.filter(({ tainted }) => tainted).length / samples.length;
}

function quantiles(samples: readonly TruthSample[]): ErrorQuantiles {
  const sorted = samples.map(errorUs).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  return { p50Us: at(0.5), p90Us: at(0.9), p99Us: at(0.99) };
}
