import type { ArmedLane, ArmedRun } from "../contract/armed-run.ts";
import { describeError } from "../log.ts";
import { Deadline } from "../measure/deadline.ts";
import type { Grid } from "../schedule/grid.ts";
import type { RateCap } from "../schedule/rate-cap.ts";
import { RoundDemand } from "../schedule/round-demand.ts";
import { runGrid } from "../schedule/run-grid.ts";
import type { LaneClient } from "./lane-client.ts";
import { LaneLog, type LoggedStretch } from "./lane-log.ts";
import type { RunClock } from "./run-clock.ts";

/** What a lane needs from its run. */
export interface LaneHost {
  client: LaneClient;
  clock: Pick<RunClock, "nowUs">;
  cap: Pick<RateCap, "take" | "expect">;
  /** Hears, once for each reason, why probes show nothing about the service. */
  onTrouble(reason: string): void;
  /** The lane's first slot, by this thread's monotonic clock. */
  startMs: number;
  timing: Pick<ArmedRun, "intervalMs" | "timeoutMs">;
}

/**
 * Sends the probes of one lane in open loop: each at its own time, whatever became of those before. Slots
 * that come too late, that the owner's limits hold back, or that find as many under way as fit into a
 * time-out, are missing.
 */
export class LaneRunner {
  readonly #host: LaneHost;
  readonly #target: string;
  readonly #log = new LaneLog();
  readonly #mostUnderWay: number;
  readonly #stopGrid: () => void;
  readonly #retract: () => void;
  readonly #told = new Set<string>();
  #isOver = false;

  constructor(lane: ArmedLane, host: LaneHost) {
    this.#host = host;
    this.#target = new URL(lane.url).host;
    const { intervalMs, timeoutMs } = host.timing;
    // One more than fit: the oldest may end a moment after its time.
    this.#mostUnderWay = Math.ceil(timeoutMs / intervalMs) + 1;
    const grid: Grid = { startMs: host.startMs, intervalMs };
    const demand = new RoundDemand(grid, [this.#target], performance.now());
    this.#retract = host.cap.expect(demand);
    this.#stopGrid = runGrid(
      { grid, targets: 1, spreadMs: 0 },
      {
        start: (_target, lateMs) => {
          demand.settle(0, 1);
          const dueMs = performance.now() - lateMs;
          this.#start(Math.round((dueMs - grid.startMs) / intervalMs));
        },
        countSkipped: (_target, slots) => demand.settle(0, slots),
      },
    );
  }

  /** Stretches that have changed since the call before. */
  take(): LoggedStretch[] {
    return this.#log.take();
  }

  /** Sends nothing more; probes under way may still end. */
  stop(): void {
    this.#stopGrid();
    this.#retract();
  }

  /** Ends the lane; what is still under way is missing. */
  finish(): LoggedStretch[] {
    this.stop();
    this.#isOver = true;
    this.#host.client.close();
    return this.#log.finish();
  }

  #start(slot: number): void {
    if (this.#log.underWay >= this.#mostUnderWay) return;
    if (!this.#host.cap.take(this.#target, performance.now(), true)) return;
    this.#log.sent(slot);
    void this.#probe(slot, this.#host.clock.nowUs());
  }

  #tellOnce(reason: string): void {
    if (this.#isOver || this.#told.has(reason)) return;
    this.#told.add(reason);
    this.#host.onTrouble(reason);
  }

  async #probe(slot: number, sentUs: number): Promise<void> {
    const deadline = new Deadline(this.#host.timing.timeoutMs);
    try {
      const seen = await this.#host.client.probe(deadline);
      if (this.#isOver) return;
      this.#log.ended({ slot, sentUs, doneUs: this.#host.clock.nowUs(), ...seen });
    } catch (error) {
      this.#log.dropped(slot);
      this.#tellOnce(describeError(error));
    } finally {
      deadline.clear();
    }
  }
}
