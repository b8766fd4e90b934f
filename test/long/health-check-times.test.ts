import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import {
  type FailingEndpoint,
  openFailingEndpoint,
  STAYS_DOWN_MS,
} from "../infra/lab/health/failing-endpoint.ts";
import { type FailureTimes, simulateFailure } from "../infra/lab/health/simulated-failure.ts";

const S = 1_000;
const FAILS_AT_MS = 25 * S;
/**
 * When a connection is tried within the 4 s of a checker: at once, and whenever the kernel sends the SYN
 * again. Since Linux 6.5 the first few follow by the second, before by 1 s, 2 s, 4 s.
 */
const SYN_AT_MS = synTimesMs(linearTimeouts(), 4 * S);
const ROWS = [
  { kind: "refuse", tookMs: 0, triesAtMs: [0], detectedMs: 28 * S, recoveredMs: 22 * S },
  {
    kind: "black-hole",
    tookMs: 4 * S,
    triesAtMs: SYN_AT_MS,
    detectedMs: 40 * S,
    recoveredMs: 22 * S,
  },
] as const;
type Row = (typeof ROWS)[number];

/** How far a run may be from the table, and from a simulation of the same checkers. */
const TABLE_MARGIN_MS = 2 * S;
const SIMULATION_MARGIN_MS = 500;

function linearTimeouts(): number {
  try {
    return Number(readFileSync("/proc/sys/net/ipv4/tcp_syn_linear_timeouts", "utf8"));
  } catch {
    return 0;
  }
}

function synTimesMs(linear: number, limitMs: number): number[] {
  const times: number[] = [];
  let timeoutMs = 1 * S;
  for (let atMs = 0; atMs < limitMs; atMs += timeoutMs) {
    if (times.length > linear) timeoutMs *= 2;
    times.push(atMs);
  }
  return times;
}

const simulate = (row: Row, seed: number, failsAtMs: number, mendsAtMs: number) =>
  simulateFailure({ ...row, seed, intervalS: 10, threshold: 3, failsAtMs, mendsAtMs });

/** The failure is mended a fixed while after it was noticed, which only the simulation tells beforehand. */
async function foreseen(row: Row, seed: number): Promise<FailureTimes> {
  const { detectedMs } = await simulate(row, seed, FAILS_AT_MS, FAILS_AT_MS + 200 * S);
  return simulate(row, seed, FAILS_AT_MS, FAILS_AT_MS + detectedMs + STAYS_DOWN_MS);
}

/**
 * Checkers are not coordinated, so times spread by ± 2 s from run to run. What is on trial here are
 * the sockets, so a seed is taken whose phases lie in the middle; the spread itself is judged in
 * simulation, over many seeds.
 */
async function ordinarySeed(row: Row): Promise<number> {
  for (let seed = 1; seed < 1_000; seed += 1) {
    const times = await foreseen(row, seed);
    const off = [times.detectedMs - row.detectedMs, times.recoveredMs - row.recoveredMs];
    if (off.every((ms) => Math.abs(ms) < TABLE_MARGIN_MS / 2)) return seed;
  }
  throw new Error("no seed is ordinary");
}

describe("health checks of 10 s × 3 over real sockets, at the wall's speed", () => {
  let endpoint: FailingEndpoint | undefined;
  afterEach(() => endpoint?.close());

  it.each(ROWS)("$kind: noticed and forgiven when the table says so", async (row) => {
    const seed = await ordinarySeed(row);
    endpoint = await openFailingEndpoint(1, seed, "127.77.9.5");
    const seen = await endpoint.fail(row.kind, FAILS_AT_MS);
    const detectedMs = seen.detectedAtMs - seen.failsBetweenMs[1];
    const recoveredMs = seen.recoveredAtMs - seen.mendsBetweenMs[1];
    process.stdout.write(`${row.kind}: ${JSON.stringify({ seed, detectedMs, recoveredMs })}\n`);
    expect(Math.abs(detectedMs - row.detectedMs)).toBeLessThan(TABLE_MARGIN_MS);
    expect(Math.abs(recoveredMs - row.recoveredMs)).toBeLessThan(TABLE_MARGIN_MS);
    const again = await simulate(row, seed, seen.failsBetweenMs[1], seen.mendsBetweenMs[1]);
    expect(Math.abs(detectedMs - again.detectedMs)).toBeLessThan(SIMULATION_MARGIN_MS);
    expect(Math.abs(recoveredMs - again.recoveredMs)).toBeLessThan(SIMULATION_MARGIN_MS);
  });
});
