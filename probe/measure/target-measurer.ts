import type { Target } from "../contract/assignment.ts";
import type { Metric } from "../contract/metric.ts";
import { AttemptError, outcomeOfError } from "./attempt-error.ts";
import { Deadline } from "./deadline.ts";
import { createDnsLookup } from "./dns-lookup.ts";
import { createEcho } from "./echo.ts";
import { isMeasurable } from "./measurable.ts";
import { createFirstByte, createHandshake } from "./new-connection.ts";
import type { Outcome, PhaseTimes } from "./outcome.ts";
import { SETTLE_MS } from "./stall-detector.ts";
import { interruptionUs, isTainted, type Stall, type TimeWindow, uncertaintyUs } from "./taint.ts";
import type {
  CreateMethod,
  EchoReport,
  MeasureContext,
  Method,
  TimedPart,
  Timing,
} from "./timing.ts";
import { createUdpEcho } from "./udp-echo.ts";

/** What this process times by itself; `icmp_rtt` is timed by fping. */
export type SocketMetric = Exclude<Metric, "icmp_rtt">;

const METHODS: Record<SocketMetric, CreateMethod> = {
  echo_rtt: createEcho,
  ttfb_new: createFirstByte,
  connect: createHandshake("connect"),
  tls: createHandshake("tls"),
  dns: createDnsLookup,
  udp_rtt: createUdpEcho,
};

/** Recent stalls of this thread, in order of time. */
export type RecentStalls = () => readonly Stall[];

/** Tries one target in one way, as often and as overlapping as it is asked to. */
export class TargetMeasurer {
  readonly #method: Method;
  readonly #stalls: RecentStalls;

  constructor(target: Target, metric: SocketMetric, context: MeasureContext, stalls: RecentStalls) {
    const { protocol } = new URL(target.url);
    this.#method = isMeasurable(metric, protocol)
      ? METHODS[metric](target, context)
      : refuse(`${metric} cannot be measured on ${protocol} addresses`);
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

  /** What the attempts so far showed together; null for metrics without a reflector. */
  report(): EchoReport | null {
    return this.#method.report?.() ?? null;
  }

  /** Closes what is kept open between attempts. */
  close(): void {
    this.#method.close();
  }
}

/** A target that is wrong must not stop the others of its round: it fails, attempt by attempt. */
function refuse(message: string): Method {
  return {
    attempt: () => Promise.reject(new AttemptError("probe", message)),
    close: () => undefined,
  };
}

/**
 * What a timing comes to. Its phases add up to its time, within half a microsecond each, but for
 * `resolve` where that came first and for `reflector`: they are told apart.
 */
export function toOutcome(timing: Timing, stalls: readonly Stall[]): Outcome {
  const own = timedByProcess(timing, stalls);
  const { kernelRttUs } = timing;
  if (kernelRttUs === undefined) return own;
  if (kernelRttUs === null) return { ...own, clock: "user" };
  // The kernel stamps packets as they come and go, however long this thread stands still.
  const [part] = timing.parts;
  const phasesUs = part === undefined ? {} : { [part.phase]: kernelRttUs };
  const exact = { rttUs: kernelRttUs, uncertaintyUs: 0, tainted: false, phasesUs };
  return { ...own, ...exact, clock: "kernel" };
}

/** What of a part was no waiting, where that is told. */
function worksOf({ startMs, endMs, waits }: TimedPart): TimeWindow[] {
  if (waits === undefined) return [];
  const starts = [startMs, ...waits.map((wait) => wait.endMs)];
  const ends = [...waits.map((wait) => wait.startMs), endMs];
  return starts.map((start, index) => ({ startMs: start, endMs: ends[index] ?? endMs }));
}

function timedByProcess(timing: Timing, stalls: readonly Stall[]): Outcome & { kind: "answer" } {
  const { parts, asked, reflectorMs, servedBy, address, answers, lookup, oneWay } = timing;
  const phasesUs: PhaseTimes = {};
  if (asked) phasesUs.resolve = Math.round((asked.endMs - asked.startMs) * 1_000);
  let rttMs = 0;
  for (const { phase, startMs, endMs } of parts) {
    phasesUs[phase] = Math.round((endMs - startMs) * 1_000);
    rttMs += endMs - startMs;
  }
  if (reflectorMs !== undefined) {
    rttMs -= reflectorMs;
    phasesUs.network = Math.round(rttMs * 1_000);
    phasesUs.reflector = Math.round(reflectorMs * 1_000);
  }
  const waits = parts.flatMap((part) => part.waits ?? [part]);
  const works = parts.flatMap(worksOf);
  const uncertainUs = uncertaintyUs(waits, stalls, SETTLE_MS) + interruptionUs(works, stalls);
  return {
    kind: "answer",
    rttUs: Math.max(1, Math.round(rttMs * 1_000)),
    uncertaintyUs: uncertainUs,
    tainted: isTainted(uncertainUs),
    phasesUs,
    servedBy,
    address,
    answers,
    ...(lookup === undefined ? {} : { lookup }),
    ...(oneWay ? { oneWay } : {}),
  };
}
