/** One run of the probing process against the server. */
export interface RunPlan {
  port: number;
  metric: "echo_rtt" | "ttfb_new" | "connect" | "dns" | "udp_rtt";
  /** Name server for `dns`, on the loopback address. */
  resolverPort?: number;
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
}

/** What the server is told, and what it answers. */
export type ToServer = { kind: "silence"; ms: number } | { kind: "freeze"; ms: number } | "count";
export type FromServer = { port: number; frozenPort: number } | { dropped: number };

/** This moment on CLOCK_MONOTONIC, which Node reads without regard to the time of day (clock_gettime(2)). */
export function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}
