import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bucket, mergeBuckets } from "../../../controller/core/summary/bucket.ts";
import { openQueues, type Queues } from "../../../controller/queue/open-queues.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import type { Contribution } from "../../../probe/contract/batch.ts";
import { seriesKey } from "../../../probe/contract/path.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import {
  buildControllerProgram,
  type ControllerProcess,
  type ControllerProgram,
} from "../../helpers/controller-process.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

const MINUTE_MS = 60_000;
const VANTAGES = ["eu-west-1", "us-east-1", "ap-south-1"];
const BATCHES_EACH = 900;
const WAITING = "{iso:0}:measurements:wait";

let program: ControllerProgram;
let server: TestRedis;
let store: Store;
let queues: Queues;
let redis: Redis;

const fail = (error: Error) => {
  throw error;
};

beforeAll(async () => {
  program = await buildControllerProgram();
  server = await startTestRedis();
  store = await openStore(server, fail);
  queues = openQueues(server, fail);
  redis = new Redis({ path: server.socketPath });
});

afterAll(async () => {
  await program?.remove();
  redis?.disconnect();
  await queues?.close();
  await store?.close();
  await server?.stop();
});

async function startWorker(): Promise<ControllerProcess> {
  const worker = program.process({
    redis: { socketPath: server.socketPath },
    roles: { api: false, worker: true },
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
  });
  await worker.start();
  return worker;
}

/** Five minutes of one vantage, on four paths, different in every batch. */
function contributionsOf(seq: number, nowMs: number): Contribution[] {
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - (seq % 5) * MINUTE_MS;
  const one = answers(minuteMs, 500 + (seq % 40), 1 + (seq % 3));
  return ["a", "b", "c", "d"].map((endpoint, at) => ({
    ...one,
    endpoint,
    lost: at,
    sent: one.sent + at,
  }));
}

/** Queues every batch; answers what each series must hold in the end. */
async function queueAll(nowMs: number): Promise<Map<string, Bucket[]>> {
  const expected = new Map<string, Bucket[]>();
  for (const vantage of VANTAGES) {
    for (let seq = 1; seq <= BATCHES_EACH; seq += 1) {
      const contributions = contributionsOf(seq, nowMs);
      await queues.addBatch(batchOf(contributions, { vantage, seq }), nowMs);
      for (const each of contributions) {
        const key = seriesKey({ vantage, ...each });
        expected.set(key, [...(expected.get(key) ?? []), each]);
      }
    }
  }
  return expected;
}

describe("controller/queue", () => {
  it("loses and doubles nothing when workers are killed in the middle of their work", async () => {
    const nowMs = Date.now();
    const expected = await queueAll(nowMs);
    const total = VANTAGES.length * BATCHES_EACH;
    expect(await redis.llen(WAITING)).toBe(total);
    for (const left of [0.85, 0.6, 0.35]) {
      const worker = await startWorker();
      const mostWaiting = total * left;
      await expect
        .poll(() => redis.llen(WAITING), { interval: 2, timeout: 30_000 })
        .toBeLessThan(mostWaiting);
      await worker.kill();
      expect(await redis.llen(WAITING)).toBeGreaterThan(0);
    }
    // Jobs that died with their worker are in its hands until their lock runs out.
    expect(await redis.llen("{iso:0}:measurements:active")).toBeGreaterThan(0);
    await startWorker();
    const unfinished = async () =>
      (await redis.llen(WAITING)) + (await redis.llen("{iso:0}:measurements:active"));
    await expect.poll(unfinished, { interval: 200, timeout: 90_000 }).toBe(0);
    expect(await redis.zcard("{iso:0}:measurements:failed")).toBe(0);

    const keys = [...expected.keys()];
    const window = { fromMs: nowMs - 10 * MINUTE_MS, toMs: nowMs + MINUTE_MS, stepMs: null };
    const { bySeries } = await store.buckets.sums(keys, window, Date.now());
    for (const key of keys) {
      const bucket = bySeries.get(key)?.[0]?.bucket;
      expect([key, bucket]).toEqual([key, mergeBuckets(expected.get(key) ?? [])]);
    }
  });
});
