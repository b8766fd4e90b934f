import { fc } from "@fast-check/vitest";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../controller/core/fold/keep.ts";
import { planFold } from "../../controller/core/fold/plan-fold.ts";
import { packMinute } from "../../controller/core/packed/pack-bucket.ts";
import { mergeBuckets } from "../../controller/core/summary/bucket.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { KEYS } from "../../controller/store/keys.ts";
import { seriesBuckets } from "../../controller/store/series-buckets.ts";
import type { Store } from "../../controller/store/store.ts";
import type { Batch } from "../../probe/contract/batch.ts";
import { answers, anyContribution, batchOf, joinParts } from "../helpers/contributions.ts";
import { Died, diesAfter } from "../helpers/faulty-redis.ts";
import { withTestStore } from "../helpers/test-store.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;
const END_MS = START_MS + 2 * HOUR_MS;
const KEY = "eu-west-1/shop/direct/eu-west-1/echo_rtt";
const MINUTES = [0, 1, 2, 59, 60].map((minute) => START_MS + minute * 60_000);

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

const fold = (batch: Batch, by = store.buckets) => by.fold(batch, planFold(batch, 0), END_MS);
const stepsIn = async (fromMs: number, toMs: number) => {
  const window = { fromMs, toMs, stepMs: 60_000 };
  return (await store.buckets.sums([KEY], window, END_MS)).bySeries.get(KEY) ?? [];
};
const summed = () => stepsIn(START_MS, END_MS);

/** Batches of one series over two hours and two boots, in the order of their numbers. */
const anyBatches = fc
  .array(fc.array(fc.constantFrom(...MINUTES).chain(anyContribution), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((lists) =>
    lists.map((contributions, at) =>
      batchOf(contributions, { boot: at % 3 === 0 ? "boot0001" : "boot0002", seq: at + 1 }),
    ),
  );

/** What the batches hold, minute by minute. */
function expected(batches: readonly Batch[]) {
  const all = batches.flatMap(({ contributions }) => contributions);
  const minutes = [...new Set(all.map(({ minuteMs }) => minuteMs))].sort((a, b) => a - b);
  return minutes.map((atMs) => {
    const bucket = mergeBuckets(all.filter(({ minuteMs }) => minuteMs === atMs));
    return { atMs, firstMs: atMs, minutes: 1, bucket };
  });
}

describe("controller/store/fold-batch", () => {
  it("counts each batch once in any order, with any repetition and any concurrency", async () => {
    const anyPlay = anyBatches.chain((batches) =>
      fc.record({
        batches: fc.constant(batches),
        order: fc.shuffledSubarray([...batches.keys(), ...batches.keys(), ...batches.keys()], {
          // Two of three copies may be missing, so one of each batch is always there.
          minLength: batches.length * 3 - 2,
        }),
        together: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPlay, async ({ batches, order, together }) => {
        await redis.flushall();
        const play = order.map((at) => () => fold(batches[at] as Batch));
        if (together) await Promise.all(play.map((run) => run()));
        else for (const run of play) await run();
        expect(await summed()).toEqual(expected(batches));
      }),
      { numRuns: 60 },
    );
  });

  it("counts each batch once wherever its workers die, and knows its series and vantage", async () => {
    const anyDeaths = fc.array(fc.record({ calls: fc.nat({ max: 3 }), isLastDone: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(anyBatches, anyDeaths, async (batches, deaths) => {
        await redis.flushall();
        for (const [at, batch] of batches.entries()) {
          const { calls, isLastDone } = deaths[at % deaths.length] ?? {
            calls: 0,
            isLastDone: true,
          };
          const mortal = seriesBuckets(diesAfter(own, calls, isLastDone), DEFAULT_KEEP);
          await fold(batch, mortal).catch((error: unknown) => expect(error).toBeInstanceOf(Died));
          await fold(batch);
        }
        const steps = await summed();
        expect(steps).toEqual(expected(batches));
        expect(await store.index.vantages()).toEqual(["eu-west-1"]);
        const newest = steps.at(-1)?.atMs;
        const score = await redis.zscore(KEYS.newest("eu-west-1"), KEY);
        expect(score).toBe(newest === undefined ? null : String(newest));
      }),
      { numRuns: 60 },
    );
  });

  it("answers whether a batch was new", async () => {
    const batch = batchOf(MINUTES.map((minuteMs) => answers(minuteMs, 500, 5)));
    expect(await fold(batch)).toBe(true);
    expect(await fold(batch)).toBe(false);
    expect(await fold({ ...batch, boot: "boot0002" })).toBe(true);
    expect((await summed()).map(({ bucket }) => bucket.sent)).toEqual([10, 10, 10, 10, 10]);
  });

  it("keeps the numbers of folded batches as ranges, as long as minutes can come again", async () => {
    const contribution = answers(START_MS, 500, 1);
    for (const seq of [2, 9, 1, 4, 3, 20, 9, 10]) await fold(batchOf([contribution], { seq }));
    const key = KEYS.folded("eu-west-1", "boot0001");
    const ranges = await redis.get(key);
    expect(ranges?.split(",").sort()).toEqual(["1-4", "20", "9-10"]);
    const lifeMs = await redis.pttl(key);
    expect(lifeMs).toBeGreaterThan(DEFAULT_KEEP.minutesMs + HOUR_MS);
    expect(lifeMs).toBeLessThanOrEqual(DEFAULT_KEEP.minutesMs + 2 * HOUR_MS);
  });

  it("keeps very large numbers exactly", async () => {
    const seq = Number.MAX_SAFE_INTEGER - 1;
    for (const each of [seq, seq + 1, seq])
      await fold(batchOf([answers(START_MS, 500, 1)], { seq: each }));
    expect((await summed())[0]?.bucket.sent).toBe(2);
  });

  it("marks an hour with a new number whenever something is added", async () => {
    const [first, second] = [batchOf([answers(START_MS, 500, 1)], { seq: 1 }), batchOf([])];
    await fold(first);
    const mark = () => redis.hget(KEYS.due("eu-west-1"), String(START_MS));
    expect(await mark()).toBe("1");
    await redis.hdel(KEYS.due("eu-west-1"), String(START_MS));
    await fold(first);
    await fold({ ...second, seq: 2 });
    expect(await mark()).toBeNull();
    await fold(batchOf([answers(START_MS, 500, 1)], { seq: 3 }));
    expect(await mark()).toBe("3");
  });

  it("seals a minute when the next one begins, also after latecomers", async () => {
    const minute = (seq: number, at: number, n: number) =>
      fold(batchOf([answers(START_MS + at * 60_000, 500, n)], { seq }));
    const key = KEYS.buckets("minute", KEY, START_MS);
    for (const seq of [1, 2, 3]) await minute(seq, 0, 2);
    const several = await redis.hstrlen(key, "0");
    await minute(4, 1, 1);
    const sealed = await redis.hstrlen(key, "0");
    expect(sealed).toBeLessThan(several);
    await minute(5, 0, 1);
    expect(await redis.hstrlen(key, "0")).toBeGreaterThan(sealed);
    expect((await summed()).map(({ bucket }) => bucket.sent)).toEqual([7, 1]);
  });

  it("writes the name that a minute begins with once, and every other one with its part", async () => {
    const names = ["eu-west-1", "us-east-1", "eu-west-1", "eu-west-1"];
    const contributions = names.map((name, at) => {
      return { ...answers(START_MS, 500 + at, 2), servedBy: { [name]: 2 } };
    });
    for (const [at, each] of contributions.entries()) await fold(batchOf([each], { seq: at + 1 }));
    const stored = await redis.hgetBuffer(KEYS.buckets("minute", KEY, START_MS), "0");
    expect(stored).toEqual(joinParts(contributions.map((each) => packMinute(each, START_MS))));
    expect(stored?.toString("latin1").match(/-1/g)).toHaveLength(2);
    expect((await summed())[0]?.bucket).toEqual(mergeBuckets(contributions));
    await fold(batchOf([answers(START_MS + 60_000, 500, 1)], { seq: 9 }));
    expect((await summed())[0]?.bucket).toEqual(mergeBuckets(contributions));
  });

  it("does not take a minute of one part for several", async () => {
    await fold(batchOf([answers(START_MS, 500, 2)], { seq: 1 }));
    const key = KEYS.buckets("minute", KEY, START_MS);
    const alone = await redis.hgetBuffer(key, "0");
    const next = batchOf([answers(START_MS + 60_000, 500, 1)], { seq: 2 });
    const replaced: unknown[] = [];
    const seal = own.isoSeal.bind(own);
    own.isoSeal = (...call) => {
      replaced.push(call);
      return seal(...call);
    };
    await fold(next, seriesBuckets(own, DEFAULT_KEEP));
    own.isoSeal = seal;
    expect(replaced).toEqual([]);
    expect(await redis.hgetBuffer(key, "0")).toEqual(alone);
  });

  it("reads the minutes of a window only", async () => {
    await fold(batchOf(MINUTES.map((minuteMs) => answers(minuteMs, 500, 2))));
    const minutes = async (fromMs: number, toMs: number) =>
      (await stepsIn(fromMs, toMs)).map(({ atMs }) => atMs);
    expect(await minutes(START_MS + 90_000, START_MS + HOUR_MS + 1)).toEqual(MINUTES.slice(1));
    expect(await minutes(START_MS + 180_000, START_MS + HOUR_MS)).toEqual([MINUTES[3]]);
    expect(await minutes(START_MS - 10 * HOUR_MS, START_MS)).toEqual([]);
  });
});
