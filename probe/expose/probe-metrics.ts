import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Contribution, ProbeHealth } from "../contract/batch.ts";
import type { DeliveryObserver, MeasuredInterval } from "../deliver/delivery-observer.ts";
import { middleOfBinUs } from "../record/sparse-histogram.ts";
import { PROBE_VERSION } from "../version.ts";
import { addProcessMetrics } from "./process-metrics.ts";

const US_PER_S = 1_000_000;
/** Doubling from 50 µs to 26 s, as smokeping_prober has them: fine inside a Region and across the world. */
const RTT_BUCKETS_S = Array.from({ length: 20 }, (_, power) => 0.00005 * 2 ** power);

/**
 * The probe's own metrics, in the manner of Prometheus: base units, one time series per vantage. They
 * are brought up to date once per batch interval, from what is sent to the controller, so that the
 * measuring thread does nothing for them.
 */
export class ProbeMetrics implements Omit<DeliveryObserver, "assigned"> {
  readonly #registry = new Registry();
  readonly #attempts = this.#counter(
    "attempts_total",
    "Attempts by how they ended: answered, tainted, lost, failed, or skipped before they started.",
    ["vantage", "metric", "outcome", "failure"],
  );
  readonly #rtt = new Histogram({
    name: "isochrone_probe_rtt_seconds",
    help: "Round-trip times of answered attempts, in the middle of bins 1 % wide; tainted ones left out.",
    labelNames: ["vantage", "metric"],
    buckets: RTT_BUCKETS_S,
    registers: [this.#registry],
  });
  readonly #spooled = this.#counter(
    "batches_spooled_total",
    "Batches written to the spool folder.",
  );
  readonly #sent = this.#counter("batches_sent_total", "Batches that the controller has taken.");
  readonly #dropped = this.#counter(
    "batches_dropped_total",
    "Batches dropped because the spool was full, they were a day old or the controller refused them.",
  );
  readonly #stalls = this.#counter("stalls_total", "Times that the measuring thread stood still.");
  readonly #capped = this.#counter(
    "attempts_capped_total",
    "Attempts held back by the limits in the probe's own file; they are skipped ones, too.",
  );
  readonly #lastAccepted = this.#gauge(
    "last_batch_taken_timestamp_seconds",
    "When the controller took a batch last, by this machine's clock.",
  );
  readonly #loopDelay = this.#gauge(
    "event_loop_delay_p99_seconds",
    "What 99 % of the events in a thread waited at most.",
    ["vantage", "thread"],
  );
  readonly #gauges = GAUGES.map(({ name, help, read }) => ({
    gauge: this.#gauge(name, help),
    read,
  }));

  constructor(vantages: readonly string[]) {
    addProcessMetrics(this.#registry);
    this.#gauge("build_info", "The version of the probe and of Node that runs.", [
      "version",
      "node",
    ]).set({ version: PROBE_VERSION, node: process.version }, 1);
    // A counter that is there from the first moment shows its first step, too.
    for (const vantage of vantages) {
      for (const counter of [
        this.#spooled,
        this.#sent,
        this.#dropped,
        this.#stalls,
        this.#capped,
      ]) {
        counter.inc({ vantage }, 0);
      }
    }
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  measured(vantage: string, { contributions, health, batches }: MeasuredInterval): void {
    for (const contribution of contributions) this.#count(vantage, contribution);
    this.#spooled.inc({ vantage }, batches);
    this.#dropped.inc({ vantage }, health.droppedBatches);
    this.#stalls.inc({ vantage }, health.stalls);
    this.#capped.inc({ vantage }, health.cappedAttempts ?? 0);
    for (const { gauge, read } of this.#gauges) {
      const value = read(health);
      if (value === undefined) gauge.remove({ vantage });
      else gauge.set({ vantage }, value);
    }
    const { loopDelayP99Us = 0, mainLoopDelayP99Us = 0 } = health;
    this.#loopDelay.set({ vantage, thread: "measuring" }, loopDelayP99Us / US_PER_S);
    this.#loopDelay.set({ vantage, thread: "main" }, mainLoopDelayP99Us / US_PER_S);
  }

  accepted(vantage: string): void {
    this.#sent.inc({ vantage });
    this.#lastAccepted.set({ vantage }, Date.now() / 1_000);
  }

  #count(vantage: string, contribution: Contribution): void {
    const { metric, bins, lost, tainted, skipped, failures } = contribution;
    let answered = 0;
    let bin = 0;
    for (let at = 0; at < bins.length; at += 2) {
      bin += bins[at] ?? 0;
      const count = bins[at + 1] ?? 0;
      const rttS = middleOfBinUs(bin) / US_PER_S;
      for (let value = 0; value < count; value += 1) this.#rtt.observe({ vantage, metric }, rttS);
      answered += count;
    }
    const count = (outcome: string, attempts: number, failure = "") =>
      this.#attempts.inc({ vantage, metric, outcome, failure }, attempts);
    count("answered", answered);
    count("tainted", tainted);
    count("lost", lost);
    count("skipped", skipped);
    for (const [failure, attempts] of Object.entries(failures)) count("failed", attempts, failure);
  }

  #counter(name: string, help: string, labelNames: readonly string[] = ["vantage"]): Counter {
    const whole = `isochrone_probe_${name}`;
    return new Counter({ name: whole, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, labelNames: readonly string[] = ["vantage"]): Gauge {
    const whole = `isochrone_probe_${name}`;
    return new Gauge({ name: whole, help, labelNames, registers: [this.#registry] });
  }
}

/** Gauges that are one figure of a vantage's health; those that are not known are left out. */
const GAUGES: readonly {
  name: string;
  help: string;
  read(health: ProbeHealth): number | undefined;
}[] = [
  {
    name: "run_ratio",
    help: "Attempts started in the last batch interval, out of those due.",
    read: ({ runRatio }) => runRatio,
  },
  {
    name: "lateness_p99_seconds",
    help: "How late 99 % of the attempts started at most.",
    read: ({ latenessP99Us }) => latenessP99Us / US_PER_S,
  },
  {
    name: "uncertainty_p99_seconds",
    help: "What 99 % of the answers were uncertain by at most.",
    read: ({ uncertaintyP99Us = 0 }) => uncertaintyP99Us / US_PER_S,
  },
  {
    name: "longest_stall_seconds",
    help: "The longest time that the measuring thread stood still in the last batch interval.",
    read: ({ longestStallUs }) => longestStallUs / US_PER_S,
  },
  {
    name: "spool_batches",
    help: "Batches that wait for the controller.",
    read: ({ spooledBatches }) => spooledBatches,
  },
  {
    name: "spool_bytes",
    help: "Size of the batches that wait for the controller.",
    read: ({ spooledBytes }) => spooledBytes,
  },
  {
    name: "clock_offset_seconds",
    help: "What the controller's clock is ahead of this machine's.",
    read: ({ clockOffsetMs }) => (clockOffsetMs === undefined ? undefined : clockOffsetMs / 1_000),
  },
  {
    name: "clock_age_seconds",
    help: "How old the measurement of the clock's offset is.",
    read: ({ clockAgeS }) => clockAgeS,
  },
];
