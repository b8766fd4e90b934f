import { fc } from "@fast-check/vitest";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../controller/core/fold/keep.ts";
import { planFold } from "../../controller/core/fold/plan-fold.ts";
import { mergeBuckets } from "../../controller/core/summary/bucket.ts";
import { rollUpHours } from "../../controller/ingest/roll-up-hours.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { KEYS } from "../../controller/store/keys.ts";
import { seriesBuckets } from "../../controller/store/series-buckets.ts";
import type { Store } from "../../controller/store/store.ts";
import type { Batch } from "../../probe/contract/batch.ts";
import { answers, anyContribution, batchOf } from "../helpers/contributions.ts";
import { Died, diesAfter, waitsBefore } from "../helpers/faulty-redis.ts";
import { withTestStore } from "../helpers/test-store.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The last hour of a day, so that roll-ups of two days take part. */
const START_MS = 20_833 * DAY_MS + 23 * HOUR_MS;
/** Long enough after for everything to be rolled up. */
const LATER_MS = START_MS + 4 * HOUR_MS;
const VANTAGE = "eu-west-1";
const KEY = `${VANTAGE}/shop/direct/eu-west-1/echo_rtt`;
const MINUTES = [0, 1, 4, 5, 59, 60, 61].map((minute) => START_MS + minute * MINUTE_MS);
const WINDOW = { fromMs: START_MS, toMs: START_MS + 3 * HOUR_MS };
const STEPS = [MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, DAY_MS, null];

let store: Store;
let redis: Redis;
let own: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});
beforeAll(() => {
  own = connectRedis({ socketPath: redis.options.path ?? "" }, (error) => {
    throw error;
  });
});
afterAll(() => own.disconnect());

const fold = (batch: Batch) => store.buckets.fold(batch, planFold(batch, 0), LATER_MS);
const roll = (by = store.buckets) => by.rollUp([VANTAGE], LATER_MS);
const sums = (stepMs: number | null, nowMs = LATER_MS) =>
  store.buckets.sums([KEY], { ...WINDOW, stepMs }, nowMs);
const steps = async (stepMs: number | null, nowMs = LATER_MS) =>
  (await sums(stepMs, nowMs)).bySeries.get(KEY) ?? [];

const anyBatches = fc
  .array(fc.array(fc.constantFrom(...MINUTES).chain(anyContribution), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((lists) => lists.map((contributions, at) => batchOf(contributions, { seq: at + 1 })));

/** What the batches hold, step by step. */
function expected(batches: readonly Batch[], stepMs: number | null) {
  const all = batches.flatMap(({ contributions }) => contributions);
  const first = all.reduce((a, { minuteMs }) => Math.min(a, minuteMs), Number.POSITIVE_INFINITY);
  const stepOf = (minuteMs: number) =>
    stepMs === null ? first : Math.floor(minuteMs / stepMs) * stepMs;
  const starts = [...new Set(all.map(({ minuteMs }) => stepOf(minuteMs)))].sort((a, b) => a - b);
  return starts.map((atMs) => {
    const inside = all.filter(({ minuteMs }) => stepOf(minuteMs) === atMs);
    const minutes = new Set(inside.map(({ minuteMs }) => minuteMs)).size;
    return { atMs: stepMs === null ? undefined : atMs, minutes, bucket: mergeBuckets(inside) };
  });
}

async function expectExact(batches: readonly Batch[]): Promise<void> {
  for (const stepMs of STEPS) {
    const found = (await steps(stepMs)).map(({ atMs, minutes, bucket }) => ({
      atMs: stepMs === null ? undefined : atMs,
      minutes,
      bucket,
    }));
    expect([stepMs, found]).toEqual([stepMs, expected(batches, stepMs)]);
  }
}

type Act =
  | { readonly kind: "fold" | "roll" | "two rolls" | "both"; readonly seq: number }
  | { readonly kind: "death"; readonly seq: number; readonly isLastDone: boolean };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom("fold", "roll", "two rolls", "both"), seq: fc.nat() }),
  fc.record({ kind: fc.constant("death"), seq: fc.nat({ max: 7 }), isLastDone: fc.boolean() }),
);

describe("controller/store/roll-up", () => {
  it("keeps every sum exact at every resolution, whatever comes late, dies or runs twice", async () => {
    await fc.assert(
      fc.asyncProperty(anyBatches, fc.array(anyAct, { maxLength: 12 }), async (batches, acts) => {
        await redis.flushall();
        const batch = (seq: number) => batches[seq % batches.length] as Batch;
        const play = async (act: Act): Promise<unknown> => {
          switch (act.kind) {
            case "fold":
              return await fold(batch(act.seq));
            case "roll":
              return await roll();
            case "two rolls":
              return await Promise.all([roll(), roll()]);
            case "both":
              return await Promise.all([roll(), fold(batch(act.seq)), roll()]);
            case "death": {
              const mortal = seriesBuckets(diesAfter(own, act.seq, act.isLastDone), DEFAULT_KEEP);
              const error = await roll(mortal).catch((each: unknown) => each);
              return expect(typeof error === "number" || error instanceof Died).toBe(true);
            }
          }
        };
        for (const act of acts) await play(act);
        for (const each of batches) await fold(each);
        await expectExact(batches);
        await roll();
        await expectExact(batches);
        const due = await redis.hkeys(KEYS.due(VANTAGE));
        expect(due.filter((name) => Number(name) > 0)).toEqual([]);
        expect(await roll()).toBe(0);
        if ((await steps(null)).length > 0) expect((await sums(null)).resolutionMs).toBe(HOUR_MS);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ["before another one has rolled", false],
    ["after another one has rolled", true],
  ])("writes nothing that it read before a batch that came %s", async (_name, isAfter) => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = seriesBuckets(waitsBefore(own, "isoRoll", gate), DEFAULT_KEEP);
    const late = batchOf([answers(START_MS, 600, 2)], { seq: 2 });
    await fold(batchOf([answers(START_MS, 500, 1)]));
    const slowly = roll(slow);
    // Long enough for it to have read: a reply comes within a millisecond.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (!isAfter) await fold(late);
    expect(await roll()).toBe(1);
    if (isAfter) await fold(late);
    letGo();
    expect(await slowly).toBe(0);
    expect((await steps(null))[0]?.bucket.sent).toBe(3);
    await roll();
    expect((await steps(null))[0]?.bucket.sent).toBe(3);
    expect((await sums(null)).resolutionMs).toBe(HOUR_MS);
  });

  it("says the same of hours from their buckets alone", async () => {
    const contributions = MINUTES.map((minuteMs, at) => answers(minuteMs, 500 + at, at + 1));
    const batch = batchOf(contributions);
    await fold(batch);
    await roll();
    await redis.del(...[0, 1].map((h) => KEYS.buckets("minute", KEY, START_MS + h * HOUR_MS)));
    for (const stepMs of [5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const found = (await steps(stepMs)).map(({ atMs, minutes, bucket }) => ({
        atMs,
        minutes,
        bucket,
      }));
      expect(found).toEqual(expected([batch], stepMs));
    }
    await redis.del(...[0, 1].map((h) => KEYS.buckets("fiveMinutes", KEY, START_MS + h * HOUR_MS)));
    expect((await steps(HOUR_MS)).map(({ minutes }) => minutes)).toEqual([5, 2]);
  });

  it("uses the sums of hours again, and no longer once one of them is rolled up anew", async () => {
    const read = async () => {
      const before = await readCalls();
      const [whole] = await steps(null);
      return {
        sent: whole?.bucket.sent,
        minutes: whole?.minutes,
        reads: (await readCalls()) - before,
      };
    };
    const readCalls = async () =>
      Number(/cmdstat_hmget:calls=(\d+)/.exec(await redis.info("commandstats"))?.[1] ?? 0);
    await fold(batchOf([answers(START_MS, 500, 3), answers(START_MS + HOUR_MS, 500, 4)]));
    await roll();
    expect(await read()).toEqual({ sent: 7, minutes: 2, reads: expect.toSatisfy((n) => n > 0) });
    expect(await read()).toEqual({ sent: 7, minutes: 2, reads: 0 });
    await fold(batchOf([answers(START_MS + 2 * MINUTE_MS, 900, 2)], { seq: 2 }));
    expect(await read()).toMatchObject({ sent: 9, minutes: 3 });
    await roll();
    expect(await read()).toMatchObject({ sent: 9, minutes: 3 });
    expect(await read()).toEqual({ sent: 9, minutes: 3, reads: 0 });
    // A store that lost what it held, as an empty one that takes its place.
    await redis.flushall();
    await fold(batchOf([answers(START_MS, 500, 1)]));
    await roll();
    expect(await read()).toMatchObject({ sent: 1, minutes: 1 });
  });

  it("seals the minutes of an hour, also the last one", async () => {
    for (const seq of [1, 2, 3]) await fold(batchOf([answers(START_MS, 500, 1)], { seq }));
    const key = KEYS.buckets("minute", KEY, START_MS);
    const several = await redis.hstrlen(key, "0");
    await roll();
    expect(await redis.hstrlen(key, "0")).toBeLessThan(several);
    expect((await steps(MINUTE_MS))[0]?.bucket.sent).toBe(3);
  });

  it("lets every bucket go after its time, and a late batch puts it off until the next roll-up", async () => {
    const keys = (["minute", "fiveMinutes", "hour"] as const).map((tier) =>
      KEYS.buckets(tier, KEY, tier === "minute" ? START_MS : START_MS - 23 * HOUR_MS),
    );
    const [seconds] = await redis.time();
    const lives = async () => {
      const untilMs = await Promise.all(keys.map((key) => redis.pttl(key)));
      return untilMs.map((ms) => (ms < 0 ? ms : ms + Number(seconds) * 1_000));
    };
    await fold(batchOf([answers(START_MS, 500, 1)]));
    expect(await lives()).toEqual([-1, -2, -2]);
    await roll();
    const dayEndMs = START_MS + HOUR_MS;
    const expectedMs = [
      dayEndMs + DEFAULT_KEEP.minutesMs + 2 * HOUR_MS,
      dayEndMs + DEFAULT_KEEP.fiveMinutesMs,
      dayEndMs + DEFAULT_KEEP.hoursMs,
    ];
    for (const [at, ms] of (await lives()).entries())
      expect(Math.abs(ms - (expectedMs[at] ?? 0))).toBeLessThan(10_000);
    await fold(batchOf([answers(START_MS, 500, 1)], { seq: 2 }));
    expect((await lives())[0]).toBe(-1);
    await roll();
    expect((await lives())[0]).toBeGreaterThan(0);
  });

  it("waits until an hour is over and its last batches had time to come", async () => {
    await fold(batchOf([answers(START_MS, 500, 1)]));
    expect(await store.buckets.rollUp([VANTAGE], START_MS + HOUR_MS + 60_000)).toBe(0);
    expect(await store.buckets.rollUp([VANTAGE], START_MS + HOUR_MS + 12 * MINUTE_MS)).toBe(1);
  });

  it("goes through the vantages that have measurements, and forgets what is no longer kept", async () => {
    await fold(batchOf([answers(START_MS, 500, 1)]));
    await rollUpHours(store, LATER_MS);
    expect(await redis.exists(KEYS.buckets("hour", KEY, START_MS - 23 * HOUR_MS))).toBe(1);
    for (let minute = 0; minute < 60; minute += 1)
      await rollUpHours(store, LATER_MS + minute * MINUTE_MS);
    expect(await store.index.vantages()).toEqual([VANTAGE]);
    for (let minute = 0; minute < 60; minute += 1)
      await rollUpHours(store, LATER_MS + DEFAULT_KEEP.hoursMs + minute * MINUTE_MS);
    expect(await store.index.vantages()).toEqual([]);
  });
});
