import type { Metric } from "../../probe/contract/metric.ts";
import type { ThreadPriority } from "../../probe/privilege/thread-priority.ts";

/** One run of the probing process against the server. */
export interface RunPlan {
  port: number;
  metric: Metric;
  httpVersion?: "2";
  /** Whether HTTP is spoken over TLS. */
  isSecure?: boolean;
  /** Paths of the server, measured in turn. */
  paths: readonly string[];
  /** Probes per second over all paths together. */
  ratePerS: number;
  seconds: number;
  timeoutMs: number;
  /** Which thread of the probe computes for 25 ms in every 100. */
  busy: "none" | "main" | "measuring";
  /** How far the wall clock jumps in the middle of the run. */
  clockStepMs: number;
  /** Whose clock times `connect`; the probe's own when nothing is said. */
  clock?: "kernel";
  /** Leaves the measuring thread a usual one, as where the system permits nothing better. */
  priority?: "usual" | undefined;
}

/** One attempt. Microseconds of CLOCK_MONOTONIC, the same clock in every process of a machine. */
export interface TruthSample {
  path: number;
  /** Right before the probe was told to measure. */
  startedUs: number;
  outcome: "answer" | "lost" | "failure";
  rttUs: number;
  tainted: boolean;
  clock?: "user" | "kernel";
  /** When the server saw the request and when it let go of the answer; null without an answer. */
  heldUs: readonly [fromUs: number, toUs: number] | null;
}

/** What a run came to. */
export interface RunResult {
  samples: TruthSample[];
  skipped: number;
  /** What the measuring thread was. */
  priority: ThreadPriority;
}

/** Ports of the loopback address at which the server holds its answers. */
export interface TruthPorts {
  /** HTTP/1.1. */
  port: number;
  /** The same, but connections wait while the server is frozen. */
  frozenPort: number;
  /** HTTP/1.1 over TLS. */
  httpsPort: number;
  http2Port: number;
  tlsPort: number;
  dnsPort: number;
  udpPort: number;
}

/** What the server is told, and what it answers. */
export type ToServer =
  | { kind: "silence"; ms: number }
  | { kind: "freeze"; ms: number }
  | "count"
  | "handshakes";
export type FromServer =
  | TruthPorts
  | { dropped: number }
  | { handshakes: readonly (readonly [fromUs: number, toUs: number])[] };

/** This moment on CLOCK_MONOTONIC, which Node reads without regard to the time of day (clock_gettime(2)). */
export function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}
