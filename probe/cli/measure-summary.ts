import type { Outcome } from "../measure/outcome.ts";
import type { EchoReport } from "../measure/timing.ts";
import type { ThreadPriority } from "../privilege/thread-priority.ts";
import { DelayHistogram } from "../record/delay-histogram.ts";
import { SparseHistogram } from "../record/sparse-histogram.ts";
import { OneWaySummarizer, type OneWaySummary } from "./one-way-summary.ts";
import { type Outage, OutageFinder } from "./outage-finder.ts";

/** One attempt of `measure` that has ended. */
export interface Sample {
  seq: number;
  atMs: number;
  outcome: Outcome;
}

/** What a measurement came to; times in microseconds, null where there is nothing to say. */
export interface MeasureSummary {
  type: "summary";
  /** Whose clock took the times; null where there are none. */
  clock: "user" | "kernel" | "mixed" | null;
  /** What the measuring thread was: how soon it was woken when an answer came. */
  priority: ThreadPriority;
  sent: number;
  ok: number;
  lost: number;
  failed: number;
  tainted: number;
  skipped: number;
  /** Only of measurements with a reflector: late replies, which `lost` leaves out, and which way was lossy. */
  late?: number;
  lostOut?: number | null;
  lostBack?: number | null;
  /** Null where not both ends say what their clocks are wrong by. */
  oneWay?: OneWaySummary | null;
  minUs: number | null;
  /** Null unless there are enough values for the percentile to mean anything. */
  p50Us: number | null;
  p90Us: number | null;
  p99Us: number | null;
  maxUs: number | null;
  /** What 99 % of the answers are uncertain by at most, tainted ones included. */
  uncertaintyP99Us: number | null;
  outages: Outage[];
}

/**
 * Fewest values from which a 95 % interval of the percentile exists at all: 1 − q^n − (1 − q)^n ≥ 0.95
 * (order statistics; Hahn and Meeker, Statistical Intervals, ch. 5).
 */
export const FEWEST_VALUES = { p50Us: 6, p90Us: 29, p99Us: 299 } as const;

const QUANTILES = { p50Us: 0.5, p90Us: 0.9, p99Us: 0.99 } as const;

/** Adds up a measurement while it runs, in memory that does not grow with the answers. */
export class MeasureSummarizer {
  readonly #priority: ThreadPriority;
  readonly #clocks = new Set<"user" | "kernel">();
  readonly #values = new SparseHistogram();
  readonly #uncertainties = new DelayHistogram();
  readonly #oneWay = new OneWaySummarizer();
  readonly #outages = new OutageFinder();
  #sent = 0;
  #lost = 0;
  #failed = 0;
  #tainted = 0;
  #measured = 0;
  #skipped = 0;

  constructor(priority: ThreadPriority) {
    this.#priority = priority;
  }

  add({ seq, atMs, outcome }: Sample): void {
    this.#sent += 1;
    const isAnswer = outcome.kind === "answer";
    this.#outages.add({ seq, atMs, rttMs: isAnswer ? outcome.rttUs / 1_000 : null });
    if (isAnswer) {
      this.#uncertainties.record(outcome.uncertaintyUs);
      this.#clocks.add(outcome.clock ?? "user");
    }
    if (outcome.kind === "lost") this.#lost += 1;
    else if (outcome.kind === "failure") this.#failed += 1;
    else if (outcome.tainted) this.#tainted += 1;
    else {
      this.#measured += 1;
      this.#values.record(outcome.rttUs);
      if (outcome.oneWay !== undefined) this.#oneWay.add(outcome.oneWay);
    }
  }

  countSkipped(slots: number): void {
    this.#skipped += slots;
  }

  /** @param report what only shows over many attempts; null where nothing does */
  summary(report: EchoReport | null = null): MeasureSummary {
    const quantile = (name: keyof typeof QUANTILES) =>
      this.#measured < FEWEST_VALUES[name] ? null : this.#values.quantileUs(QUANTILES[name]);
    return {
      type: "summary",
      clock: this.#clocks.size > 1 ? "mixed" : ([...this.#clocks][0] ?? null),
      priority: this.#priority,
      sent: this.#sent,
      ok: this.#measured + this.#tainted,
      lost: this.#lost - (report?.late ?? 0),
      failed: this.#failed,
      tainted: this.#tainted,
      skipped: this.#skipped,
      ...report,
      ...(report === null ? {} : { oneWay: this.#oneWay.summary() }),
      minUs: this.#values.minUs,
      p50Us: quantile("p50Us"),
      p90Us: quantile("p90Us"),
      p99Us: quantile("p99Us"),
      maxUs: this.#values.maxUs,
      uncertaintyP99Us: this.#uncertainties.quantileUs(0.99),
      outages: this.#outages.finish(),
    };
  }
}

/** 0 everything answered, 2 something was not, 3 nothing was, so nothing is known about times. */
export function exitCodeOf({ sent, ok }: MeasureSummary): number {
  if (ok === 0) return 3;
  return ok === sent ? 0 : 2;
}
