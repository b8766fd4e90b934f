import { fc } from "@fast-check/vitest";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { planFold } from "../../controller/core/fold/plan-fold.ts";
import { mergeBuckets } from "../../controller/core/summary/bucket.ts";
import { KEYS } from "../../controller/store/keys.ts";
import type { Store } from "../../controller/store/store.ts";
import type { Batch } from "../../probe/contract/batch.ts";
import { answers, anyContribution, batchOf } from "../helpers/contributions.ts";
import { withTestStore } from "../helpers/test-store.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;
const END_MS = START_MS + 2 * HOUR_MS;
const KEY = "eu-west-1/shop/direct/eu-west-1/echo_rtt";
const MINUTES = [0, 1, 59, 60].map((minute) => START_MS + minute * 60_000);

let store: Store;
let redis: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});

const fold = (batch: Batch) => store.buckets.fold(batch, planFold(batch, 0));
const read = async () => (await store.buckets.read([KEY], START_MS, END_MS)).get(KEY) ?? [];
const summed = async () =>
  (await read()).map(({ minuteMs, parts }) => ({ minuteMs, bucket: mergeBuckets(parts) }));

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

describe("controller/store/series-buckets", () => {
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
        for (const batch of batches) await fold(batch);
        const once = await summed();
        await redis.flushall();
        const play = order.map((at) => () => fold(batches[at] as Batch));
        if (together) await Promise.all(play.map((run) => run()));
        else for (const run of play) await run();
        expect(await summed()).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });

  it("finishes a batch of which only a part was folded", async () => {
    const batch = batchOf(MINUTES.map((minuteMs) => answers(minuteMs, 500, 5)));
    const [first] = planFold(batch, 0);
    expect(await store.buckets.fold(batch, first === undefined ? [] : [first])).toBe(1);
    expect(await fold(batch)).toBe(1);
    expect((await summed()).map(({ bucket }) => bucket.sent)).toEqual([5, 5, 5, 5]);
  });

  it("keeps the numbers of folded batches as ranges", async () => {
    const contribution = answers(START_MS, 500, 1);
    for (const seq of [2, 9, 1, 4, 3, 20, 9, 10]) await fold(batchOf([contribution], { seq }));
    const ranges = await redis.hget(KEYS.seriesHour(KEY, START_MS), "b:boot0001");
    expect(ranges?.split(",").sort()).toEqual(["1-4", "20", "9-10"]);
  });

  it("keeps very large numbers exactly", async () => {
    const seq = Number.MAX_SAFE_INTEGER - 1;
    for (const each of [seq, seq + 1, seq])
      await fold(batchOf([answers(START_MS, 500, 1)], { seq: each }));
    expect((await summed())[0]?.bucket.sent).toBe(2);
  });

  it("lets keys expire after the retention", async () => {
    await fold(batchOf([answers(START_MS, 500, 1)]));
    const lifeMs = await redis.pttl(KEYS.seriesHour(KEY, START_MS));
    expect(lifeMs).toBeGreaterThan(3 * 24 * HOUR_MS);
    expect(lifeMs).toBeLessThanOrEqual(3 * 24 * HOUR_MS + HOUR_MS);
  });

  it("says the same after compaction, also of batches that come later or again", async () => {
    await fc.assert(
      fc.asyncProperty(anyBatches, fc.nat({ max: 10 }), async (batches, cut) => {
        await redis.flushall();
        for (const batch of batches) await fold(batch);
        const plain = await summed();
        await redis.flushall();
        for (const batch of batches.slice(0, cut)) await fold(batch);
        await store.buckets.compact([KEY], START_MS, END_MS);
        for (const batch of batches) await fold(batch);
        expect(await summed()).toEqual(plain);
        await store.buckets.compact([KEY], START_MS, END_MS);
        expect(await summed()).toEqual(plain);
        expect((await read()).every(({ parts }) => parts.length === 1)).toBe(true);
        expect(await store.buckets.compact([KEY], START_MS, END_MS)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("never loses what is folded while it compacts", async () => {
    const contribution = answers(START_MS, 500, 1);
    const folding = Array.from({ length: 300 }, (_, at) =>
      fold(batchOf([contribution], { seq: at + 1 })),
    );
    const compacting = Array.from({ length: 40 }, () =>
      store.buckets.compact([KEY], START_MS, END_MS),
    );
    await Promise.all([...folding, ...compacting]);
    expect((await summed()).map(({ bucket }) => bucket.sent)).toEqual([300]);
  });

  it("reads the minutes of a window only", async () => {
    await fold(batchOf(MINUTES.map((minuteMs) => answers(minuteMs, 500, 2))));
    const minutes = async (fromMs: number, toMs: number) =>
      ((await store.buckets.read([KEY], fromMs, toMs)).get(KEY) ?? []).map(
        ({ minuteMs }) => minuteMs,
      );
    expect(await minutes(START_MS + 90_000, START_MS + HOUR_MS + 1)).toEqual([...MINUTES.slice(1)]);
    expect(await minutes(START_MS + 120_000, START_MS + HOUR_MS)).toEqual([MINUTES[2]]);
    expect(await minutes(START_MS - 100 * HOUR_MS, START_MS)).toEqual([]);
  });
});
