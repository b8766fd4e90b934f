import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../controller/core/fold/keep.ts";
import { foldBatch } from "../../controller/ingest/fold-batch.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { KEYS } from "../../controller/store/keys.ts";
import { retentionRecord } from "../../controller/store/retention-record.ts";
import { seriesBuckets } from "../../controller/store/series-buckets.ts";
import type { Store } from "../../controller/store/store.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { withTestStore } from "../helpers/test-store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = 20_833 * DAY_MS;
const VANTAGE = "eu-west-1";
const KEY = `${VANTAGE}/shop/direct/eu-west-1/echo_rtt`;
const LONGER = { ...DEFAULT_KEEP, minutesMs: 10 * DAY_MS };

let store: Store;
let redis: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});

/** The buckets of a process that starts at `nowMs` and wants to keep minutes for `keep`. */
async function startedWith(keep: typeof DEFAULT_KEEP, nowMs: number) {
  const own = connectRedis({ socketPath: redis.options.path ?? "" }, () => undefined);
  const retention = retentionRecord(own, keep);
  await retention.adopt(nowMs);
  const buckets = seriesBuckets(own, keep, retention.at);
  const fold = (seq: number, minuteMs: number, n: number, atMs: number) =>
    foldBatch(
      { ...store, buckets },
      { batch: batchOf([answers(minuteMs, 500, n)], { seq }), receivedAtMs: atMs },
      atMs,
    );
  const sent = async (hourMs: number, atMs: number) => {
    const window = { fromMs: hourMs, toMs: hourMs + HOUR_MS, stepMs: HOUR_MS };
    const steps = (await buckets.sums([KEY], window, atMs)).bySeries.get(KEY) ?? [];
    return steps.map(({ bucket }) => bucket.sent);
  };
  return { buckets, fold, sent, close: () => own.disconnect() };
}

describe("controller/store with a longer retention than before", () => {
  it("leaves an hour as it is whose minutes have gone, and takes late batches of newer ones", async () => {
    const first = await startedWith(DEFAULT_KEEP, START_MS);
    await first.fold(1, START_MS, 7, START_MS);
    expect(await first.buckets.rollUp([VANTAGE], START_MS + 3 * HOUR_MS)).toBe(1);
    first.close();
    // What expiry does four days later.
    await redis.del(KEYS.buckets("minute", KEY, START_MS));

    const changeMs = START_MS + 4 * DAY_MS;
    const second = await startedWith(LONGER, changeMs);
    await second.fold(2, START_MS + 60_000, 1, changeMs);
    await second.buckets.rollUp([VANTAGE], changeMs);
    expect(await second.sent(START_MS, changeMs)).toEqual([7]);

    const laterMs = changeMs + 5 * DAY_MS;
    await second.fold(3, changeMs + HOUR_MS, 2, laterMs);
    await second.fold(4, START_MS, 1, laterMs);
    await second.buckets.rollUp([VANTAGE], laterMs);
    expect(await second.sent(changeMs + HOUR_MS, laterMs)).toEqual([2]);
    expect(await second.sent(START_MS, laterMs)).toEqual([7]);
    second.close();
  });
});
