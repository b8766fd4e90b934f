import type { Round } from "../contract/assignment.ts";
import { type FpingProblem, type FpingRun, startFping } from "../measure/fping.ts";
import { type IcmpAddress, IcmpAddresses } from "../measure/icmp-addresses.ts";
import type { Outcome } from "../measure/outcome.ts";
import type { RecordedSeries } from "../record/recorder.ts";
import { phaseMs } from "../schedule/phase.ts";
import type { Reservation } from "../schedule/reservations.ts";
import { runGrid } from "../schedule/run-grid.ts";
import { spreadTargets } from "../schedule/spread.ts";
import type { RoundHost } from "./round-runner.ts";

/** How long one fping works before the next takes over: a bound on what a killed probe leaves behind. */
const RUN_MS = 60_000;
/** fping sends no two packets closer together than this. */
const SPACING_MS = 1;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** What an ICMP round needs besides. */
export interface IcmpHost extends RoundHost {
  /** Tells the owner something that is worth one line, however many rounds it befalls. */
  warnOnce(message: string): void;
  /** Name or path of fping. */
  fping?: string;
}

/**
 * Measures one round of `icmp_rtt` on its grid until it is stopped, with one fping for all of its targets.
 * A run of fping begins at a slot and covers the slots of about a minute; it is replaced earlier when
 * the targets' addresses change. While fping cannot work, every planned attempt fails as the probe's own.
 *
 * @returns how to stop it; attempts that are still under way are then not recorded
 */
export function runIcmpRound(round: Round, host: IcmpHost): () => void {
  const icmp = new IcmpRound(round, host);
  const { intervalMs } = round;
  const stopGrid = runGrid(
    {
      grid: { startMs: phaseMs(host.vantage, round.id, intervalMs), intervalMs },
      targets: 1,
      spreadMs: 0,
    },
    {
      start(_target, lateMs) {
        icmp.slot(lateMs);
      },
      countSkipped: (_target, slots) => icmp.miss(slots),
    },
  );
  return () => {
    stopGrid();
    icmp.close();
  };
}

/** One fping and the slots that it still has to cover. */
interface Coverage {
  run: FpingRun;
  /** Which addresses it was started with. */
  key: string;
  slotsLeft: number;
}

class IcmpRound {
  readonly #round: Round;
  readonly #host: IcmpHost;
  readonly #series: readonly RecordedSeries[];
  readonly #addresses: IcmpAddresses;
  readonly #reservation: Reservation;
  /** A slot of this round is every so many slots of its grid, so that fping can keep to the limits. */
  #everySlots = 1;
  /** Every fping that has not ended; all but the one in `#coverage` only wait for their last answers. */
  readonly #runs = new Set<FpingRun>();
  #coverage: Coverage | null = null;
  #slots = 0;
  #isClosed = false;
  #problem: FpingProblem | null = null;
  #pauseMs = 0;
  #pauseUntilMs = 0;

  constructor(round: Round, host: IcmpHost) {
    this.#round = round;
    this.#host = host;
    this.#series = round.targets.map(({ service, entry, endpoint }) => ({
      service,
      entry,
      endpoint,
      metric: round.metric,
    }));
    this.#addresses = new IcmpAddresses(round.targets, host.context);
    const hosts = round.targets.map(({ url }) => new URL(url).hostname);
    this.#reservation = host.cap.reserve(hosts, round.intervalMs);
  }

  /** A slot is due: whatever covers it, every target gets exactly one attempt or skip. */
  slot(lateMs: number): void {
    if (!this.#nextSlot()) {
      this.#skipAll("capped");
      return;
    }
    this.#tellStarted(lateMs);
    if (this.#addresses.current().includes(null)) void this.#firstSlot();
    else this.#attempt();
  }

  /** Slots have passed while this thread was late. A running fping has kept to them by itself. */
  miss(slots: number): void {
    for (let slot = 0; slot < slots; slot += 1) {
      const isUsed = this.#nextSlot();
      if (isUsed && this.#coverage !== null) {
        this.#tellStarted(0);
        this.#cover(this.#coverage);
      } else this.#skipAll(isUsed ? "late" : "capped");
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const run of this.#runs) run.stop();
    this.#runs.clear();
    this.#reservation.release();
  }

  #nextSlot(): boolean {
    const { intervalMs } = this.#round;
    const spacedMs = this.#series.length * SPACING_MS;
    const everySlots = Math.max(this.#reservation.everySlots, Math.ceil(spacedMs / intervalMs));
    // A running fping keeps its own pace, so it has to give way to one with the pace that is now right.
    if (everySlots !== this.#everySlots) this.#end();
    this.#everySlots = everySlots;
    const isUsed = Number.isFinite(this.#everySlots) && this.#slots % this.#everySlots === 0;
    this.#slots += 1;
    return isUsed;
  }

  /** Before the first answers of the resolver nothing can start: the first slot waits for them. */
  async #firstSlot(): Promise<void> {
    const { timeoutMs, intervalMs } = this.#round;
    const atMs = this.#nowAtMs();
    const latestMs = Math.min(timeoutMs, (intervalMs * this.#everySlots) / 2);
    await this.#addresses.settled(latestMs);
    if (!this.#isClosed) this.#attempt(atMs);
  }

  #attempt(atMs = this.#nowAtMs()): void {
    const known = this.#addresses.current();
    const pinged = known.flatMap((each, target) =>
      each !== null && "address" in each ? [{ target, address: each.address }] : [],
    );
    known.forEach((each, target) => {
      if (each === null || "kind" in each) this.#record(target, atMs, failureOf(each));
    });
    const key = pinged.map(({ target, address }) => `${target} ${address}`).join();
    if (this.#coverage?.key !== key) this.#end();
    if (pinged.length === 0) return;
    if (this.#coverage !== null) this.#cover(this.#coverage);
    else if (this.#host.clock.nowMs() >= this.#pauseUntilMs) this.#start(pinged, key);
    else {
      const detail = this.#problem?.message ?? "fping is being started again";
      for (const { target } of pinged) {
        this.#record(target, atMs, { kind: "failure", failure: "probe", detail });
      }
    }
  }

  #cover(coverage: Coverage): void {
    coverage.slotsLeft -= 1;
    if (coverage.slotsLeft === 0) this.#coverage = null;
  }

  #end(): void {
    if (this.#coverage === null) return;
    this.#runs.delete(this.#coverage.run);
    this.#coverage.run.stop();
    this.#coverage = null;
  }

  #start(pinged: readonly { target: number; address: string }[], key: string): void {
    const { intervalMs, spreadMs, timeoutMs } = this.#round;
    const periodMs = intervalMs * this.#everySlots;
    const count = Math.max(1, Math.floor(RUN_MS / periodMs));
    const order = spreadTargets(pinged.length, 0, Math.random).map(({ target }) => target);
    const shuffled = order.flatMap((at) => pinged[at] ?? []);
    const run = startFping(
      {
        addresses: shuffled.map(({ address }) => address),
        count,
        periodMs,
        spacingMs: Math.max(SPACING_MS, Math.floor(spreadMs / pinged.length)),
        timeoutMs,
        sourceAddress: this.#host.context.sourceAddress,
      },
      {
        onEnd: (attempt, startedAtMs, outcome) => {
          if (outcome.kind === "answer") this.#pauseMs = 0;
          const target = shuffled[attempt.target]?.target;
          if (target !== undefined) this.#record(target, startedAtMs, outcome);
        },
        onExit: (problem) => this.#onExit(run, problem),
      },
      this.#host.fping,
    );
    this.#runs.add(run);
    this.#coverage = { run, key, slotsLeft: count };
    this.#cover(this.#coverage);
  }

  #onExit(run: FpingRun, problem: FpingProblem | null): void {
    this.#runs.delete(run);
    if (problem === null) return;
    if (this.#coverage?.run === run) this.#coverage = null;
    this.#problem = problem;
    this.#pauseMs = problem.isMissing
      ? LONGEST_PAUSE_MS
      : Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * this.#pauseMs));
    this.#pauseUntilMs = this.#host.clock.nowMs() + this.#pauseMs;
    this.#host.warnOnce(`icmp_rtt is not measured: ${problem.message}`);
  }

  #tellStarted(lateMs: number): void {
    this.#series.forEach(() => {
      this.#host.health.started(lateMs);
    });
  }

  #skipAll(why: "late" | "capped"): void {
    const atMs = this.#nowAtMs();
    this.#host.health.missed(this.#series.length, why);
    for (const series of this.#series) this.#host.recorder.countSkipped(series, atMs, 1);
  }

  #record(target: number, startedAtMs: number, outcome: Outcome): void {
    const series = this.#series[target];
    if (series === undefined || this.#isClosed) return;
    this.#host.health.ended(outcome);
    this.#host.recorder.record(series, startedAtMs, outcome);
  }

  #nowAtMs(): number {
    const { clock } = this.#host;
    return clock.wallMs(clock.nowMs());
  }
}

function failureOf(address: Exclude<IcmpAddress, { address: string }> | null): Outcome {
  return (
    address ?? { kind: "failure", failure: "dns", detail: "its name has not been answered yet" }
  );
}
