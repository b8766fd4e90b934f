import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batchJobId } from "../../controller/queue/batch-job.ts";
import { openQueues, type Queues } from "../../controller/queue/open-queues.ts";
import { startWorkers, type Workers } from "../../controller/queue/start-workers.ts";
import type { Batch } from "../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestRedis, type TestRedis } from "../helpers/redis-server.ts";

const VANTAGES = Array.from({ length: 12 }, (_, at) => `office-${at}`);
const WITHIN = { timeout: 30_000, interval: 100 };

let server: TestRedis;
let redis: Redis;
let folded: string[];
let failing: boolean;
let closers: (() => Promise<void>)[];

beforeEach(async () => {
  server = await startTestRedis();
  redis = new Redis({ path: server.socketPath });
  folded = [];
  failing = false;
  closers = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  redis.disconnect();
  await server.stop();
});

const fail = (error: Error) => {
  throw error;
};

function queues(shards: number): Queues {
  const opened = openQueues(server, fail, shards);
  closers.push(() => opened.close());
  return opened;
}

function workers(shards: number): Workers {
  const started = startWorkers(
    server,
    {
      foldBatch({ batch }) {
        if (failing) return Promise.reject(new TypeError("cannot be folded"));
        folded.push(batchJobId(batch));
        return Promise.resolve();
      },
      maintain: () => Promise.resolve(),
      advise: () => Promise.resolve(),
      checkDrift: () => Promise.resolve(),
    },
    { error: fail, failed: () => undefined },
    shards,
  );
  closers.push(() => started.close());
  return started;
}

const batch = (vantage: string, seq: number): Batch =>
  batchOf([answers(MINUTE_MS, 500, 1)], { vantage, seq });

/** A batch of every vantage, with this number; answers their names. */
async function addAll(to: Queues, seq: number): Promise<string[]> {
  for (const vantage of VANTAGES) await to.addBatch(batch(vantage, seq), Date.now());
  return VANTAGES.map((vantage) => batchJobId(batch(vantage, seq)));
}

const waiting = async (to: Queues) =>
  (await to.look(Date.now())).shards.map((counts) => counts.waiting);
const sorted = (ids: readonly string[]) => [...ids].sort();

describe("controller/queue, sharded", () => {
  it("leaves nothing behind on the way from 1 shard to 4 and back", async () => {
    const one = queues(1);
    const expected = await addAll(one, 1);
    expect(await waiting(one)).toEqual([12]);
    const four = queues(4);
    expected.push(...(await addAll(four, 2)));
    const counts = await waiting(four);
    expect(counts.length).toBe(4);
    expect(counts.every((count) => count > 0)).toBe(true);
    const back = queues(1);
    expected.push(...(await addAll(back, 3)));
    expect((await waiting(back)).reduce((sum, count) => sum + count, 0)).toBe(36);
    expect(await redis.get("iso:queue-shards")).toBe("4");
    workers(1);
    await expect.poll(() => folded.length, WITHIN).toBe(36);
    expect(sorted(folded)).toEqual(sorted(expected));
    expect(await waiting(back)).toEqual([0, 0, 0, 0]);
  });

  it("is served in shards that come into use while the workers run", async () => {
    workers(1);
    await addAll(queues(1), 1);
    await expect.poll(() => folded.length, WITHIN).toBe(12);
    await addAll(queues(4), 2);
    await expect.poll(() => folded.length, WITHIN).toBe(24);
  });

  it("finds, replays and discards dead letters in every shard", async () => {
    failing = true;
    const four = queues(4);
    workers(4);
    const ids = await addAll(four, 1);
    const one = queues(1);
    const dead = async () => (await one.deadLetters.list(100)).total;
    await expect.poll(dead, WITHIN).toBe(12);
    expect(sorted((await one.deadLetters.list(100)).letters.map(({ id }) => id))).toEqual(
      sorted(ids),
    );
    expect((await one.deadLetters.list(5)).letters.length).toBe(5);
    const [first = "", second = ""] = ids;
    expect(await one.deadLetters.discard(first)).toBe(true);
    expect(await one.deadLetters.discard(first)).toBe(false);
    failing = false;
    expect(await one.deadLetters.replay(second)).toBe(true);
    expect(await one.deadLetters.replayAll()).toBe(10);
    await expect.poll(() => folded.length, WITHIN).toBe(11);
    expect(await dead()).toBe(0);
  });

  it("replays each of very many once, also while they fail again", async () => {
    failing = true;
    const one = queues(1);
    workers(1);
    for (let seq = 1; seq <= 250; seq += 1) await one.addBatch(batch("office-1", seq), Date.now());
    const dead = async () => (await one.deadLetters.list(1)).total;
    await expect.poll(dead, WITHIN).toBe(250);
    const before = Date.now();
    expect(await one.deadLetters.replayAll()).toBe(250);
    await expect.poll(dead, WITHIN).toBe(250);
    const { letters } = await one.deadLetters.list(250);
    expect(letters.every(({ failedAtMs }) => failedAtMs >= before)).toBe(true);
  });

  it("tells how deep and how old it is", async () => {
    const two = queues(2);
    await addAll(two, 1);
    const look = await two.look(Date.now() + 5_000);
    expect(look.shards.reduce((sum, counts) => sum + counts.waiting, 0)).toBe(12);
    expect(look.oldestWaitingMs).toBeGreaterThanOrEqual(5_000);
    expect(look.oldestWaitingMs).toBeLessThan(60_000);
  });
});
