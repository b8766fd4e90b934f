import type { Contribution } from "../contract/batch.ts";
import type { FailureClass } from "../contract/failure.ts";
import { MINUTE_MS } from "../contract/minute.ts";
import type { Series } from "../contract/path.ts";
import { SparseHistogram } from "./sparse-histogram.ts";

/** A series as seen from its own vantage. */
export type RecordedSeries = Omit<Series, "vantage">;

/** What is counted of the end of one attempt. */
export type CountedOutcome =
  | { kind: "answer"; rttUs: number; tainted: boolean; servedBy: string | null }
  | { kind: "lost" }
  | { kind: "failure"; failure: FailureClass };

interface OpenContribution {
  series: RecordedSeries;
  minuteMs: number;
  sent: number;
  lost: number;
  tainted: number;
  skipped: number;
  failures: Partial<Record<FailureClass, number>>;
  servedBy: Record<string, number>;
  lastAtMs: number;
  values: SparseHistogram;
}

/** Gathers the outcomes of one vantage into one contribution per series and minute. */
export class Recorder {
  #open = new Map<string, OpenContribution>();

  /**
   * Counts one attempt that has ended.
   *
   * @param startedAtMs when it was started, in epoch milliseconds: this decides the minute
   */
  record(series: RecordedSeries, startedAtMs: number, outcome: CountedOutcome): void {
    const contribution = this.#contribution(series, startedAtMs);
    contribution.sent += 1;
    if (outcome.kind === "lost") contribution.lost += 1;
    else if (outcome.kind === "failure") increment(contribution.failures, outcome.failure);
    else if (outcome.tainted) contribution.tainted += 1;
    else contribution.values.record(outcome.rttUs);
    if (outcome.kind === "answer" && outcome.servedBy !== null) {
      increment(contribution.servedBy, outcome.servedBy);
    }
  }

  /** Counts planned attempts that never started, at the time they were given up. */
  countSkipped(series: RecordedSeries, atMs: number, slots: number): void {
    this.#contribution(series, atMs).skipped += slots;
  }

  /** Everything since the call before, oldest minute first; the recorder is empty afterwards. */
  close(): Contribution[] {
    const closed = [...this.#open.values()];
    this.#open = new Map();
    return closed.sort((left, right) => left.minuteMs - right.minuteMs).map(toContribution);
  }

  #contribution(series: RecordedSeries, atMs: number): OpenContribution {
    const minuteMs = atMs - (atMs % MINUTE_MS);
    const { service, entry, endpoint, metric } = series;
    const key = `${service}/${entry}/${endpoint ?? "*"}/${metric}/${minuteMs}`;
    let contribution = this.#open.get(key);
    if (contribution === undefined) {
      contribution = emptyContribution(series, minuteMs, atMs);
      this.#open.set(key, contribution);
    }
    contribution.lastAtMs = Math.max(contribution.lastAtMs, atMs);
    return contribution;
  }
}

function emptyContribution(
  series: RecordedSeries,
  minuteMs: number,
  atMs: number,
): OpenContribution {
  return {
    series,
    minuteMs,
    sent: 0,
    lost: 0,
    tainted: 0,
    skipped: 0,
    failures: {},
    servedBy: {},
    lastAtMs: atMs,
    values: new SparseHistogram(),
  };
}

function toContribution({ series, values, ...counts }: OpenContribution): Contribution {
  const { service, entry, endpoint, metric } = series;
  return {
    service,
    entry,
    endpoint,
    metric,
    ...counts,
    minUs: values.minUs,
    maxUs: values.maxUs,
    bins: values.toBins(),
  };
}

function increment<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
