import type { BatchReceipt, ProbeHealth } from "../contract/batch.ts";
import { type ClockEstimate, sharedNowMs } from "../failover/run-clock.ts";

/** Exchanges that are looked back on; NTP's clock filter keeps as many (RFC 5905 §10). */
const KEPT = 8;
/** The controller's stamps are cut off to whole milliseconds. */
const STAMP_ERROR_MS = 1;

/** The part of a probe's health that is about clocks; empty while nothing is known. */
export type ClockReading = Pick<ProbeHealth, "clockOffsetMs" | "clockAgeS">;

/** When a call began and its answer was complete, in milliseconds of the monotonic clock. */
export interface CallTimes {
  calledAtMs: number;
  answeredAtMs: number;
}

interface Exchange {
  atMs: number;
  delayMs: number;
  /** The controller's epoch time minus the probe's monotonic time. */
  controllerMinusMonotonicMs: number;
}

/**
 * Estimates how far the controller's clock is from this machine's, by the four time stamps of an
 * exchange (RFC 5905 §8). The exchange with the shortest delay among the last few counts: it cannot be
 * wrong by more than half its delay. Held against the monotonic clock, so that a step of the wall
 * clock shows at once.
 */
export class ControllerClock {
  readonly #nowMs: () => number;
  readonly #epochMs: () => number;
  #recent: Exchange[] = [];
  #tell: (estimate: ClockEstimate) => void = () => undefined;

  constructor(nowMs: () => number = () => performance.now(), epochMs: () => number = Date.now) {
    this.#nowMs = nowMs;
    this.#epochMs = epochMs;
  }

  /** Takes one exchange; receipts of older controllers carry no times and tell nothing. */
  note(
    { calledAtMs, answeredAtMs }: CallTimes,
    { receivedAtMs, sentAtMs }: Pick<BatchReceipt, "receivedAtMs" | "sentAtMs">,
  ): void {
    if (receivedAtMs === undefined || sentAtMs === undefined) return;
    const exchange: Exchange = {
      atMs: answeredAtMs,
      delayMs: answeredAtMs - calledAtMs - (sentAtMs - receivedAtMs),
      controllerMinusMonotonicMs: (receivedAtMs - calledAtMs + (sentAtMs - answeredAtMs)) / 2,
    };
    this.#recent = [...this.#recent.slice(1 - KEPT), exchange];
    const best = this.#best();
    if (best !== null) this.#tell(estimateOf(best));
  }

  /** Has each new estimate told to other threads, in the monotonic time that they share. */
  follow(tell: (estimate: ClockEstimate) => void): void {
    this.#tell = tell;
  }

  /** The best estimate now, and its age. */
  read(): ClockReading {
    const best = this.#best();
    if (best === null) return {};
    const nowMs = this.#nowMs();
    return {
      clockOffsetMs: best.controllerMinusMonotonicMs - (this.#epochMs() - nowMs),
      clockAgeS: Math.max(0, nowMs - best.atMs) / 1_000,
    };
  }

  #best(): Exchange | null {
    const [first, ...others] = this.#recent;
    if (first === undefined) return null;
    return others.reduce((one, other) => (other.delayMs <= one.delayMs ? other : one), first);
  }
}

function estimateOf({ atMs, delayMs, controllerMinusMonotonicMs }: Exchange): ClockEstimate {
  const sharedAheadMs = sharedNowMs() - performance.now();
  return {
    controllerMinusMonotonicMs: controllerMinusMonotonicMs - sharedAheadMs,
    errorMs: Math.max(0, delayMs) / 2 + STAMP_ERROR_MS,
    atMs: atMs + sharedAheadMs,
  };
}
