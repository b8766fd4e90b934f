import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Grid, slotDueMs } from "../../../probe/schedule/grid.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import type { RateLimits } from "../../../probe/schedule/rate-limits.ts";
import { RoundDemand } from "../../../probe/schedule/round-demand.ts";

const HOSTS = ["a", "b", "c"];
const LENGTH_MS = 8_000;
const NO_LIMIT = 1e9;

/** An attempt that asks for its start: one of a failover round, or any other. */
interface Ask {
  atMs: number;
  host: string;
  failover: { round: number; target: number } | null;
}

interface FailoverRound {
  grid: Grid;
  hosts: readonly string[];
}

const limits: fc.Arbitrary<RateLimits> = fc.record({
  maxPerSecond: fc.option(fc.double({ min: 0.5, max: 40, noNaN: true })),
  maxPerTargetPerSecond: fc.option(fc.double({ min: 0.5, max: 40, noNaN: true })),
});
const rounds = fc.array(
  fc.record({
    grid: fc.record({
      startMs: fc.integer({ min: 0, max: 1_000 }),
      intervalMs: fc.integer({ min: 100, max: 2_000 }),
    }),
    hosts: fc.array(fc.constantFrom(...HOSTS), { minLength: 1, maxLength: 4 }),
    /** How far into its slot each attempt starts; the grid starts none later than half a slot late. */
    offsets: fc.array(fc.double({ min: 0, max: 1.4, noNaN: true }), { minLength: 7, maxLength: 7 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const others = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: LENGTH_MS }),
    host: fc.constantFrom(...HOSTS),
    failover: fc.constant(null),
  }),
  { maxLength: 400 },
);

/** Every attempt of a failover round, at its slot's time and its own offset in it. */
function asksOf(
  { grid, hosts, offsets }: FailoverRound & { offsets: readonly number[] },
  round: number,
): Ask[] {
  const asks: Ask[] = [];
  for (let slot = 0; slotDueMs(grid, slot) < LENGTH_MS; slot += 1) {
    for (const [target, host] of hosts.entries()) {
      const offset = offsets[(slot * hosts.length + target) % offsets.length] ?? 0;
      const atMs = slotDueMs(grid, slot) + offset * grid.intervalMs;
      asks.push({ atMs, host, failover: { round, target } });
    }
  }
  return asks;
}

/** Lets the asks come in order of time; returns those that may start. */
function play(capLimits: RateLimits, announced: readonly FailoverRound[], asks: readonly Ask[]) {
  const cap = new RateCap(capLimits);
  const demands = announced.map(({ grid, hosts }) => new RoundDemand(grid, hosts, 0));
  for (const demand of demands) cap.expect(demand);
  return [...asks]
    .sort((left, right) => left.atMs - right.atMs)
    .filter(({ atMs, host, failover }) => {
      const mayStart = cap.take(host, atMs, failover !== null);
      if (failover !== null) demands[failover.round]?.settle(failover.target, 1);
      return mayStart;
    });
}

/** The most starts in any window of time, beyond what it permits. */
function excess(started: readonly Ask[], perSecond: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (const [first, { atMs: fromMs }] of started.entries()) {
    for (let last = first; last < started.length; last += 1) {
      const lengthS = ((started[last]?.atMs ?? 0) - fromMs) / 1_000;
      worst = Math.max(worst, last - first + 1 - lengthS * perSecond - Math.max(1, perSecond));
    }
  }
  return worst;
}

describe("probe/schedule/rate-cap, rounds that come first", () => {
  test.prop([limits, rounds, others], { numRuns: 500 })(
    "holds no failover attempt back that would start if there were nothing else, and keeps the limits",
    (capLimits, failover, normal) => {
      const urgent = failover.flatMap(asksOf);
      const alone = play(capLimits, failover, urgent);
      const together = play(capLimits, failover, [...normal, ...urgent]);
      expect(together.filter((ask) => ask.failover !== null)).toEqual(alone);
      expect(excess(together, capLimits.maxPerSecond ?? NO_LIMIT)).toBeLessThan(1e-6);
      for (const host of HOSTS) {
        const own = together.filter((ask) => ask.host === host);
        expect(excess(own, capLimits.maxPerTargetPerSecond ?? NO_LIMIT)).toBeLessThan(1e-6);
      }
    },
  );

  const grid = { startMs: 500, intervalMs: 1_000 };
  const failover = (slots: number): Ask[] =>
    Array.from({ length: slots }, (_, slot) => ({
      atMs: slotDueMs(grid, slot),
      host: "a",
      failover: { round: 0, target: 0 },
    }));
  const normal = (count: number, everyMs: number): Ask[] =>
    Array.from({ length: count }, (_, at) => ({ atMs: at * everyMs, host: "b", failover: null }));

  it("leaves the others what the failover run does not need", () => {
    const asks = [...failover(30), ...normal(300, 100)];
    const started = play(
      { maxPerSecond: 5, maxPerTargetPerSecond: null },
      [{ grid, hosts: ["a"] }],
      asks,
    );
    expect(started.filter((ask) => ask.failover !== null)).toHaveLength(30);
    // 5 a second for 30 s and a full bucket make 155; 30 are the failover run's.
    const others = started.filter((ask) => ask.failover === null).length;
    expect(others).toBeGreaterThanOrEqual(110);
    expect(others).toBeLessThanOrEqual(125);
  });

  it("leaves the others nothing when the failover run needs all there is", () => {
    const hosts = ["a", "a", "a"];
    const asks = failover(20).flatMap((ask) =>
      hosts.map((_, target) => ({ ...ask, failover: { round: 0, target } })),
    );
    const started = play(
      { maxPerSecond: 2, maxPerTargetPerSecond: null },
      [{ grid, hosts }],
      [...normal(200, 100).slice(1), ...asks],
    );
    expect(started.filter((ask) => ask.failover === null)).toEqual([]);
    expect(started).toHaveLength(40);
  });

  it("does not hold others back at hosts that the failover run leaves alone", () => {
    const started = play(
      { maxPerSecond: null, maxPerTargetPerSecond: 1 },
      [{ grid, hosts: ["a"] }],
      [...failover(10), ...normal(10, 1_000)],
    );
    expect(started).toHaveLength(20);
  });

  it("forgets a failover run that is over", () => {
    const cap = new RateCap({ maxPerSecond: 1, maxPerTargetPerSecond: null });
    const retract = cap.expect(new RoundDemand(grid, ["a"], 0));
    expect(cap.take("b", 0)).toBe(false);
    retract();
    expect(cap.take("b", 0)).toBe(true);
  });
});
