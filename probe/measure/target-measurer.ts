import type { Target } from "../contract/assignment.ts";
import type { Metric } from "../contract/metric.ts";
import { outcomeOfError } from "./attempt-error.ts";
import { Deadline } from "./deadline.ts";
import { createDnsLookup } from "./dns-lookup.ts";
import { createEcho } from "./echo.ts";
import { createFirstByte, createHandshake } from "./new-connection.ts";
import type { Outcome, PhaseTimes } from "./outcome.ts";
import { SETTLE_MS } from "./stall-detector.ts";
import { isTainted, type TimeWindow } from "./taint.ts";
import type { CreateMethod, MeasureContext, Method, Timing } from "./timing.ts";

const METHODS: Partial<Record<Metric, CreateMethod>> = {
  echo_rtt: createEcho,
  ttfb_new: createFirstByte,
  connect: createHandshake("connect"),
  tls: createHandshake("tls"),
  dns: createDnsLookup,
};

/** What the probe can time; `udp_rtt` needs a reflector at the target, which no URL names. */
export function canMeasure(metric: Metric): boolean {
  return METHODS[metric] !== undefined;
}

/** Recent stalls of this thread, in order of time. */
export type RecentStalls = () => readonly TimeWindow[];

/** Tries one target in one way, as often and as overlapping as it is asked to. */
export class TargetMeasurer {
  readonly #method: Method;
  readonly #stalls: RecentStalls;

  /** @throws RangeError for a metric that {@link canMeasure} denies */
  constructor(target: Target, metric: Metric, context: MeasureContext, stalls: RecentStalls) {
    const create = METHODS[metric];
    if (create === undefined) throw new RangeError(`this probe cannot measure ${metric}`);
    this.#method = create(target, context);
    this.#stalls = stalls;
  }

  /** One attempt. Whatever goes wrong is an outcome; nothing is thrown. */
  async attempt(timeoutMs: number): Promise<Outcome> {
    const deadline = new Deadline(timeoutMs);
    try {
      return toOutcome(await this.#method.attempt(deadline), this.#stalls());
    } catch (error) {
      return outcomeOfError(error);
    } finally {
      deadline.clear();
    }
  }

  /** Closes what is kept open between attempts. */
  close(): void {
    this.#method.close();
  }
}

function toOutcome(timing: Timing, stalls: readonly TimeWindow[]): Outcome {
  const { parts, servedBy, address, answers } = timing;
  const phasesUs: PhaseTimes = {};
  let rttMs = 0;
  for (const { phase, startMs, endMs } of parts) {
    phasesUs[phase] = Math.round((endMs - startMs) * 1_000);
    rttMs += endMs - startMs;
  }
  return {
    kind: "answer",
    rttUs: Math.max(1, Math.round(rttMs * 1_000)),
    tainted: isTainted(parts, rttMs, stalls, SETTLE_MS),
    phasesUs,
    servedBy,
    address,
    answers,
  };
}
