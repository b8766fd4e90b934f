import type { ArmedLane, ArmedRun } from "../contract/armed-run.ts";
import type { ProbeStretch } from "../contract/stretch-batch.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { RateCap } from "../schedule/rate-cap.ts";
import { createLaneClient } from "./create-lane-client.ts";
import type { LoggedStretch } from "./lane-log.ts";
import { LaneRunner } from "./lane-runner.ts";
import { type ClockEstimate, RunClock } from "./run-clock.ts";

/** What a watched run needs from its vantage. */
export interface WatchHost {
  context: Omit<MeasureContext, "names">;
  cap: Pick<RateCap, "take" | "expect">;
  /** The newest estimate of the controller's clock; null while there is none. */
  estimate(): ClockEstimate | null;
  /** Hears why a lane shows nothing about the service. */
  warn(message: string, fields: Record<string, unknown>): void;
  /** Takes what has been seen since the time before; never nothing. */
  deliver(stretches: ProbeStretch[]): void;
}

/** So long before its start a run gets its clock and its lanes, so that the first slot is not missed. */
const LEAD_MS = 250;
/** Until then the clock is looked at again and again, since it may be corrected. */
const LOOK_AGAIN_MS = 10_000;
/** How often an open stretch is handed over. */
const HAND_OVER_MS = 1_000;
/** Probes end a moment after their time-out. */
const GRACE_MS = 50;

interface Lane {
  lane: ArmedLane;
  runner: LaneRunner;
}

/** Watches one failover test from its start to its end, both by the controller's clock. */
export class RunWatch {
  readonly #run: ArmedRun;
  readonly #host: WatchHost;
  #endAtUs: number;
  #clock: RunClock;
  #lanes: Lane[] = [];
  #timer: NodeJS.Timeout | undefined;
  #handOverTimer: NodeJS.Timeout | undefined;
  #phase: "waiting" | "running" | "ending" | "over" = "waiting";

  constructor(run: ArmedRun, host: WatchHost) {
    this.#run = run;
    this.#host = host;
    this.#endAtUs = run.endAtUs;
    this.#clock = new RunClock(host.estimate);
    this.#await();
  }

  /** Whether nothing more will come of it. */
  get isOver(): boolean {
    return this.#phase === "over";
  }

  /** Ends at another time than was said; no use once probing has ended. */
  endAt(endAtUs: number): void {
    this.#endAtUs = endAtUs;
    if (this.#phase === "running") this.#awaitEnd();
  }

  /** Ends now, and hands over what there is. */
  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#handOverTimer);
    if (this.#phase === "over") return;
    this.#phase = "over";
    this.#handOver((runner) => runner.finish());
  }

  #await(): void {
    this.#clock = new RunClock(this.#host.estimate);
    const nowUs = this.#clock.nowUs();
    const waitMs = (this.#run.startAtUs - nowUs) / 1_000 - LEAD_MS;
    if (nowUs >= this.#endAtUs) this.close();
    else if (waitMs <= 0) this.#begin();
    else this.#timer = setTimeout(() => this.#await(), Math.min(waitMs, LOOK_AGAIN_MS));
  }

  #begin(): void {
    this.#phase = "running";
    const { lanes, intervalMs, startAtUs } = this.#run;
    const startMs = performance.now() + (startAtUs - this.#clock.nowUs()) / 1_000;
    this.#lanes = lanes.map((lane, index) => {
      const client = createLaneClient(lane, this.#host.context);
      const { cap } = this.#host;
      // Lanes take turns, so that they do not make one another wait.
      const phaseMs = (index * intervalMs) / lanes.length;
      const host = { client, clock: this.#clock, cap, startMs: startMs + phaseMs };
      const onTrouble = (reason: string) => {
        const fields = { runId: this.#run.runId, laneId: lane.laneId, reason };
        this.#host.warn("probes of a failover test show nothing", fields);
      };
      return { lane, runner: new LaneRunner(lane, { ...host, onTrouble, timing: this.#run }) };
    });
    const take = (runner: LaneRunner) => runner.take();
    this.#handOverTimer = setInterval(() => this.#handOver(take), HAND_OVER_MS);
    this.#awaitEnd();
  }

  #awaitEnd(): void {
    clearTimeout(this.#timer);
    const leftMs = (this.#endAtUs - this.#clock.nowUs()) / 1_000;
    const next = leftMs > LOOK_AGAIN_MS ? () => this.#awaitEnd() : () => this.#end();
    this.#timer = setTimeout(next, Math.max(0, Math.min(leftMs, LOOK_AGAIN_MS)));
  }

  /** Sends nothing more and waits for what is under way. */
  #end(): void {
    this.#phase = "ending";
    for (const { runner } of this.#lanes) runner.stop();
    this.#timer = setTimeout(() => this.close(), this.#run.timeoutMs + GRACE_MS);
  }

  #handOver(take: (runner: LaneRunner) => LoggedStretch[]): void {
    const { runId } = this.#run;
    const clockErrorUs = this.#clock.errorUs();
    const stretches = this.#lanes.flatMap(({ lane, runner }) =>
      take(runner).map(({ stretch, isOpen }): ProbeStretch => {
        const { laneId, entry, class: kind } = lane;
        return { runId, laneId, entry, class: kind, isOpen, clockErrorUs, ...stretch };
      }),
    );
    if (stretches.length > 0) this.#host.deliver(stretches);
  }
}
