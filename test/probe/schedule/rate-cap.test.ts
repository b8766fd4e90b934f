import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import { RoundDemand } from "../../../probe/schedule/round-demand.ts";

const limit = fc.double({ min: 0.2, max: 50, noNaN: true });
const asks = fc.array(
  fc.record({ waitMs: fc.integer({ min: 0, max: 300 }), host: fc.constantFrom("a", "b", "c") }),
  { maxLength: 300 },
);

/** When attempts were let through, by host. */
function play(cap: RateCap, plan: readonly { waitMs: number; host: string }[]) {
  let nowMs = 1_000;
  return plan.flatMap(({ waitMs, host }) => {
    nowMs += waitMs;
    return cap.take(host, nowMs) ? [{ atMs: nowMs, host }] : [];
  });
}

/** The most starts beyond what any window permits; 0 or less is well. */
function excess(startsMs: readonly number[], perSecond: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (const [first, fromMs] of startsMs.entries()) {
    for (let last = first; last < startsMs.length; last += 1) {
      const lengthS = ((startsMs[last] ?? 0) - fromMs) / 1_000;
      const permitted = lengthS * perSecond + Math.max(1, perSecond);
      worst = Math.max(worst, last - first + 1 - permitted);
    }
  }
  return worst;
}

describe("probe/schedule/rate-cap", () => {
  test.prop([limit, limit, asks])(
    "keeps every window of time below both limits",
    (maxPerSecond, maxPerTargetPerSecond, plan) => {
      const started = play(new RateCap({ maxPerSecond, maxPerTargetPerSecond }), plan);
      const all = started.map(({ atMs }) => atMs);
      expect(excess(all, maxPerSecond)).toBeLessThan(1e-6);
      for (const host of ["a", "b", "c"]) {
        const own = started.filter((each) => each.host === host).map(({ atMs }) => atMs);
        expect(excess(own, maxPerTargetPerSecond)).toBeLessThan(1e-6);
      }
    },
  );

  test.prop([asks])("stands in nobody's way without limits", (plan) => {
    const cap = new RateCap({ maxPerSecond: null, maxPerTargetPerSecond: null });
    expect(play(cap, plan)).toHaveLength(plan.length);
  });

  it("holds one target back and not the others, nor charges the whole for what was held back", () => {
    const cap = new RateCap({ maxPerSecond: 3, maxPerTargetPerSecond: 1 });
    const taken = ["a", "a", "a", "b", "c", "d"].map((host) => cap.take(host, 0));
    expect(taken).toEqual([true, false, false, true, true, false]);
    expect(cap.take("a", 1_000)).toBe(true);
  });

  it("keeps its limits over more hosts than it remembers at ease", () => {
    const cap = new RateCap({ maxPerSecond: null, maxPerTargetPerSecond: 1 });
    for (let host = 0; host < 3_000; host += 1) expect(cap.take(`host${host}`, 0)).toBe(true);
    for (let host = 0; host < 3_000; host += 1) expect(cap.take(`host${host}`, 500)).toBe(false);
    expect(cap.take("new", 2_000)).toBe(true);
  });

  it("sets a share aside and leaves the rest to those who ask one by one", () => {
    const cap = new RateCap({ maxPerSecond: 10, maxPerTargetPerSecond: null });
    const pings = cap.reserve(["a", "b"], 500);
    expect(pings.everySlots).toBe(1);
    const taken = Array.from({ length: 20 }, () => cap.take("x", 0)).filter(Boolean);
    expect(taken).toHaveLength(6);
    // Half of the limit is the most that may be set aside.
    const none = cap.reserve(["c", "d"], 500);
    expect(none.everySlots).toBe(4);
    expect(cap.reserve(["e"], 1_000).everySlots).toBe(Number.POSITIVE_INFINITY);
    pings.release();
    none.release();
    expect(cap.reserve(["e"], 1_000).everySlots).toBe(1);
  });

  test.prop([
    fc.array(
      fc.record({
        hosts: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 5 }),
        intervalMs: fc.integer({ min: 20, max: 10_000 }),
        isReleased: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    limit,
    limit,
  ])("never sets more aside than the limits permit", (rounds, maxPerSecond, maxPerTarget) => {
    const cap = new RateCap({ maxPerSecond, maxPerTargetPerSecond: maxPerTarget });
    let whole = 0;
    const perHost = new Map<string, number>();
    for (const { hosts, intervalMs, isReleased } of rounds) {
      const { everySlots, release } = cap.reserve(hosts, intervalMs);
      if (isReleased) {
        release();
        continue;
      }
      const perSecond = 1_000 / intervalMs / everySlots;
      whole += hosts.length * perSecond;
      for (const host of hosts) perHost.set(host, (perHost.get(host) ?? 0) + perSecond);
    }
    expect(whole).toBeLessThanOrEqual(maxPerSecond / 2 + 1e-6);
    for (const used of perHost.values()) expect(used).toBeLessThanOrEqual(maxPerTarget + 1e-6);
  });

  it("gives back what is set aside while rounds that come first need it", () => {
    const cap = new RateCap({ maxPerSecond: 10, maxPerTargetPerSecond: null });
    const pings = cap.reserve(["a", "b"], 500);
    const demand = new RoundDemand({ startMs: 0, intervalMs: 1_000 }, Array(8).fill("x"), 0);
    const retract = cap.expect(demand);
    expect(pings.everySlots).toBe(2);
    retract();
    expect(pings.everySlots).toBe(1);
  });
});
