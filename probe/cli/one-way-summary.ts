import type { OneWayDelays } from "../measure/outcome.ts";

/** Delays of one way; below zero where the clocks differ by more than the way takes. */
export interface WaySummary {
  minUs: number;
  avgUs: number;
  maxUs: number;
}

/** The delays of both ways, over all answers that tell them. */
export interface OneWaySummary {
  values: number;
  out: WaySummary;
  back: WaySummary;
  /** The widest bound: each delay is right within it, if both clocks are as good as they say. */
  errorUs: number;
  /** Answers that contradict their bound: at least one of the clocks is worse than it says. */
  impossible: number;
}

/** Whether delays cannot be, however wrong both clocks may be within what they say. */
export function isImpossible({ outUs, backUs, errorUs }: OneWayDelays): boolean {
  return Math.min(outUs, backUs) < -errorUs;
}

/** Adds up one-way delays, in memory that does not grow with them. */
export class OneWaySummarizer {
  readonly #out = new Way();
  readonly #back = new Way();
  #values = 0;
  #errorUs = 0;
  #impossible = 0;

  add(delays: OneWayDelays): void {
    this.#values += 1;
    this.#out.add(delays.outUs);
    this.#back.add(delays.backUs);
    this.#errorUs = Math.max(this.#errorUs, delays.errorUs);
    if (isImpossible(delays)) this.#impossible += 1;
  }

  /** Null without values. */
  summary(): OneWaySummary | null {
    if (this.#values === 0) return null;
    return {
      values: this.#values,
      out: this.#out.summary(this.#values),
      back: this.#back.summary(this.#values),
      errorUs: this.#errorUs,
      impossible: this.#impossible,
    };
  }
}

class Way {
  #sumUs = 0;
  #minUs = Number.POSITIVE_INFINITY;
  #maxUs = Number.NEGATIVE_INFINITY;

  add(us: number): void {
    this.#sumUs += us;
    this.#minUs = Math.min(this.#minUs, us);
    this.#maxUs = Math.max(this.#maxUs, us);
  }

  summary(values: number): WaySummary {
    return { minUs: this.#minUs, avgUs: Math.round(this.#sumUs / values), maxUs: this.#maxUs };
  }
}
