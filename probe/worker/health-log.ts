import type { Outcome } from "../measure/outcome.ts";
import { BEAT_MS, type StallDetector } from "../measure/stall-detector.ts";
import { DelayHistogram } from "../record/delay-histogram.ts";
import type { MeasuringHealth } from "./messages.ts";

/** A longer stall is not made up for beat by beat: it is one event, and seconds long either way. */
const MADE_UP_BEATS = 1_000;

interface Counts {
  lateness: DelayHistogram;
  uncertainty: DelayHistogram;
  loopDelay: DelayHistogram;
  stalls: number;
  longestStallMs: number;
  started: number;
  missed: number;
  capped: number;
}

/** What rounds tell of their attempts. */
export interface AttemptLog {
  /** An attempt starts, so late against its slot. */
  started(lateMs: number): void;
  /** Attempts that were due do not start: they are too late, or the owner's limits forbid them. */
  missed(attempts: number, why: "late" | "capped"): void;
  ended(outcome: Outcome): void;
}

/** How the measuring of one vantage fares, from one batch to the next. */
export class HealthLog implements AttemptLog {
  #counts = emptyCounts();

  constructor(stalls: Pick<StallDetector, "onStall" | "onBeat">) {
    stalls.onStall((lengthMs) => {
      this.#counts.stalls += 1;
      this.#counts.longestStallMs = Math.max(this.#counts.longestStallMs, lengthMs);
    });
    stalls.onBeat((delayMs) => recordBeat(this.#counts.loopDelay, delayMs));
  }

  started(lateMs: number): void {
    this.#counts.started += 1;
    this.#counts.lateness.record(Math.round(lateMs * 1_000));
  }

  missed(attempts: number, why: "late" | "capped"): void {
    this.#counts.missed += attempts;
    if (why === "capped") this.#counts.capped += attempts;
  }

  ended(outcome: Outcome): void {
    if (outcome.kind === "answer") this.#counts.uncertainty.record(outcome.uncertaintyUs);
  }

  /** What there is to tell since the call before. */
  take(): MeasuringHealth {
    const { lateness, uncertainty, loopDelay, started, missed, ...counts } = this.#counts;
    this.#counts = emptyCounts();
    const due = started + missed;
    return {
      latenessP99Us: lateness.quantileUs(0.99) ?? 0,
      stalls: counts.stalls,
      longestStallUs: Math.round(counts.longestStallMs * 1_000),
      uncertaintyP99Us: uncertainty.quantileUs(0.99) ?? 0,
      loopDelayP99Us: loopDelay.quantileUs(0.99) ?? 0,
      ...(due === 0 ? {} : { runRatio: started / due }),
      cappedAttempts: counts.capped,
    };
  }
}

/**
 * A beat that came late stands for those that could not come meanwhile, each of which would have waited
 * one beat less: without them a long stall would be a single value among hundreds (coordinated
 * omission; HdrHistogram corrects it in the same way).
 */
function recordBeat(loopDelay: DelayHistogram, delayMs: number): void {
  let waitMs = delayMs;
  for (let beat = 0; beat < MADE_UP_BEATS && (beat === 0 || waitMs > 0); beat += 1) {
    loopDelay.record(Math.round(waitMs * 1_000));
    waitMs -= BEAT_MS;
  }
}

function emptyCounts(): Counts {
  return {
    lateness: new DelayHistogram(),
    uncertainty: new DelayHistogram(),
    loopDelay: new DelayHistogram(),
    stalls: 0,
    longestStallMs: 0,
    started: 0,
    missed: 0,
    capped: 0,
  };
}
