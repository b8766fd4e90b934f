import type { SecureContext } from "node:tls";
import type { Clock } from "../clock.ts";
import type { Assignment } from "../contract/assignment.ts";
import { FailoverWatch } from "../failover/failover-watch.ts";
import type { ClockEstimate } from "../failover/run-clock.ts";
import { describeError, type Log } from "../log.ts";
import type { AddressGuard } from "../measure/address-guard.ts";
import { NameCache } from "../measure/name-cache.ts";
import type { StallDetector } from "../measure/stall-detector.ts";
import type { MeasureContext } from "../measure/timing.ts";
import { Recorder } from "../record/recorder.ts";
import { SampleJournal } from "../record/sample-journal.ts";
import { splitContributions } from "../record/split-contributions.ts";
import { phaseMs } from "../schedule/phase.ts";
import type { RateCap } from "../schedule/rate-cap.ts";
import { HealthLog } from "./health-log.ts";
import { type IcmpHost, runIcmpRound } from "./icmp-round.ts";
import { journalHeader } from "./journal-header.ts";
import type { MeasuredMessage, MeasuredVantage, WatchedMessage } from "./messages.ts";
import { runRound } from "./round-runner.ts";

/** What all vantages of one measuring thread share. */
export interface SharedMeasuring {
  /** Random name of this start of the probe. */
  boot: string;
  guard: AddressGuard;
  trust: SecureContext | null;
  /** What the owner of the probe permits, all vantages together. */
  cap: RateCap;
  stalls: StallDetector;
  clock: Clock;
  log: Log;
  /** What is known of the controller's clock; null before it has answered. */
  estimate(): ClockEstimate | null;
  /** Takes what a vantage measured in one batch interval, or saw of failover tests. */
  deliver(message: MeasuredMessage | WatchedMessage): void;
}

/** Measures what one vantage is assigned, and hands over what it saw once per batch interval. */
export class VantageRunner {
  readonly #vantage: MeasuredVantage;
  readonly #shared: SharedMeasuring;
  readonly #context: MeasureContext;
  readonly #recorder = new Recorder();
  readonly #journal: SampleJournal;
  readonly #health: HealthLog;
  readonly #rounds = new Map<string, () => void>();
  readonly #watch: FailoverWatch;
  readonly #told = new Set<string>();
  #assignment: Assignment | null = null;
  #batchTimer: NodeJS.Timeout | undefined;

  constructor(vantage: MeasuredVantage, shared: SharedMeasuring) {
    this.#vantage = vantage;
    this.#shared = shared;
    const { sourceAddress } = vantage;
    const { guard, trust } = shared;
    this.#context = { sourceAddress, guard, trust, names: new NameCache(sourceAddress, guard) };
    this.#journal = new SampleJournal({
      dir: vantage.journalDir,
      header: (firstSeq) =>
        journalHeader({
          vantage: vantage.id,
          boot: shared.boot,
          firstSeq,
          assignmentVersion: this.#assignment?.version ?? "none",
        }),
      onError: (error) => {
        const reason = describeError(error);
        this.#warn(`attempts of this batch interval would not survive a kill: ${reason}`);
      },
    });
    this.#health = new HealthLog(shared.stalls);
    this.#watch = new FailoverWatch({
      context: this.#context,
      cap: shared.cap,
      estimate: () => shared.estimate(),
      warn: (message, fields) => shared.log("warn", message, { vantage: vantage.id, ...fields }),
      deliver: (stretches) => shared.deliver({ kind: "watched", vantage: vantage.id, stretches }),
    });
  }

  /** Starts, stops and keeps rounds; one that is the same as before is not disturbed. */
  assign(assignment: Assignment): void {
    const before = this.#assignment;
    this.#assignment = assignment;
    const wanted = new Map(assignment.rounds.map((round) => [JSON.stringify(round), round]));
    for (const [key, stop] of this.#rounds) {
      if (wanted.has(key)) continue;
      stop();
      this.#rounds.delete(key);
    }
    for (const [key, round] of wanted) {
      if (this.#rounds.has(key)) continue;
      this.#rounds.set(key, this.#run(round));
    }
    this.#watch.assign(assignment.runs);
    if (before?.batchIntervalMs !== assignment.batchIntervalMs) this.#armBatches(assignment);
  }

  /** Hands over what has been seen since the last time, then measures nothing more. */
  close(): void {
    clearTimeout(this.#batchTimer);
    this.#handOver();
    this.#watch.close();
    for (const stop of this.#rounds.values()) stop();
    this.#rounds.clear();
  }

  #run(round: Assignment["rounds"][number]): () => void {
    const { metric } = round;
    const host: IcmpHost = {
      vantage: this.#vantage.id,
      context: this.#context,
      stalls: () => this.#shared.stalls.recent(),
      recorder: {
        record: (series, startedAtMs, outcome) => {
          this.#journal.record(series, startedAtMs, outcome);
          this.#recorder.record(series, startedAtMs, outcome);
        },
        countSkipped: (series, atMs, slots) => {
          this.#journal.countSkipped(series, atMs, slots);
          this.#recorder.countSkipped(series, atMs, slots);
        },
      },
      clock: this.#shared.clock,
      cap: this.#shared.cap,
      health: this.#health,
      warnOnce: (message) => {
        if (this.#told.has(message)) return;
        this.#told.add(message);
        this.#warn(message);
      },
    };
    return metric === "icmp_rtt" ? runIcmpRound(round, host) : runRound({ ...round, metric }, host);
  }

  /** Vantages close their batches at different moments, so that closing never piles up. */
  #armBatches({ batchIntervalMs }: Assignment): void {
    clearTimeout(this.#batchTimer);
    const firstMs = phaseMs(this.#vantage.id, "batch", batchIntervalMs);
    const repeat = () => {
      this.#handOver();
      this.#batchTimer = setTimeout(repeat, batchIntervalMs);
    };
    this.#batchTimer = setTimeout(repeat, firstMs);
  }

  #handOver(): void {
    if (this.#assignment === null) return;
    const contributions = this.#recorder.close();
    const { firstSeq } = this.#journal;
    this.#shared.deliver({
      kind: "measured",
      vantage: this.#vantage.id,
      assignmentVersion: this.#assignment.version,
      firstSeq,
      journal: this.#journal.rotate(splitContributions(contributions).length),
      contributions,
      health: this.#health.take(),
    });
  }

  #warn(message: string): void {
    this.#shared.log("warn", message, { vantage: this.#vantage.id });
  }
}
