import { isIP } from "node:net";
import type { Metric } from "../contract/metric.ts";
import {
  type ProtocolFlags,
  type ProtocolOptions,
  parseProtocolOptions,
} from "./measure-protocol.ts";
import type { MeasureKind } from "./measure-target.ts";
import { UsageError } from "./usage-error.ts";

/** The options as they stand on the command line. */
export interface MeasureFlags extends ProtocolFlags {
  count: string;
  interval: string;
  timeout: string;
  metric?: string;
  source?: string;
  servedBy?: string;
  ca?: string;
  clock?: string;
  json?: boolean;
}

export interface MeasureOptions extends ProtocolOptions {
  /** Attempts; infinite until interrupted. */
  count: number;
  intervalMs: number;
  timeoutMs: number;
  metric: Metric;
  sourceAddress: string | null;
  servedByHeader: string | null;
  /** Whose clock times a handshake. */
  clock: "user" | "kernel";
}

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 };
const SHORTEST_INTERVAL_MS = 5;
const LONGEST_MS = 3_600_000;
/** The first of each is the one that is timed when none is named. */
const METRICS_OF_KIND: Record<MeasureKind, readonly [Metric, ...Metric[]]> = {
  http: ["echo_rtt", "ttfb_new", "connect", "tls"],
  dns: ["dns"],
  tcp: ["connect"],
  tls: ["tls", "connect"],
  udp: ["udp_rtt"],
  icmp: ["icmp_rtt"],
};

/**
 * Checks the options of `measure`.
 *
 * @throws UsageError naming the option and the mend
 */
export function parseMeasureOptions(flags: MeasureFlags, kind: MeasureKind): MeasureOptions {
  const intervalMs = parseDurationMs("--interval", flags.interval);
  if (intervalMs < SHORTEST_INTERVAL_MS) {
    throw new UsageError(`--interval: ${flags.interval} is too short`, "use 5ms or more");
  }
  const metric = parseMetric(flags.metric, kind);
  return {
    ...parseProtocolOptions(flags, kind, metric),
    count: parseCount(flags.count),
    intervalMs,
    timeoutMs: parseDurationMs("--timeout", flags.timeout),
    metric,
    sourceAddress: parseSource(flags.source),
    servedByHeader: flags.servedBy ?? null,
    clock: parseClock(flags.clock, metric, kind),
  };
}

/**
 * Reads a length of time such as `5ms`, `1.5s` or `2m`.
 *
 * @returns milliseconds, at most an hour
 * @throws UsageError
 */
export function parseDurationMs(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  const durationMs = Number(match?.[1]) * (UNIT_MS[match?.[2] ?? ""] ?? 0);
  if (match === null || durationMs < 1 || durationMs > LONGEST_MS) {
    throw new UsageError(
      `${option}: "${text}" is not a length of time`,
      "use a number with its unit from 1ms to 60m, such as 5ms, 1s or 2m",
    );
  }
  return durationMs;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new UsageError(
      `--count: "${text}" is not a whole number`,
      "use 1 or more, or 0 to go on until Ctrl-C",
    );
  }
  return text === "0" ? Number.POSITIVE_INFINITY : Number(text);
}

function parseMetric(text: string | undefined, kind: MeasureKind): Metric {
  const known = METRICS_OF_KIND[kind];
  if (text === undefined) return known[0];
  const metric = known.find((candidate) => candidate === text);
  if (metric !== undefined) return metric;
  throw new UsageError(
    `--metric: "${text}" cannot be timed on this target`,
    `use ${known.join(", ")}`,
  );
}

function parseClock(
  text: string | undefined,
  metric: Metric,
  kind: MeasureKind,
): MeasureOptions["clock"] {
  if (text === undefined || text === "user") return "user";
  if (text !== "kernel") {
    throw new UsageError(`--clock: "${text}" is not a clock`, "use user or kernel");
  }
  if (metric === "connect") return "kernel";
  const known: readonly Metric[] = METRICS_OF_KIND[kind];
  throw new UsageError(
    `--clock: the kernel does not time ${metric}`,
    known.includes("connect")
      ? "add --metric connect, or leave --clock out"
      : "it times TCP connections, such as tcp://example.com:5432; leave --clock out here",
  );
}

function parseSource(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (isIP(text) !== 0) return text;
  throw new UsageError(
    `--source: "${text}" is not an IP address`,
    "use an address of this machine",
  );
}
