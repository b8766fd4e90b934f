import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldBatch } from "../../../controller/ingest/fold-batch.ts";
import { openQueues, type Queues } from "../../../controller/queue/open-queues.ts";
import { startWorkers, type Workers } from "../../../controller/queue/start-workers.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { startTestCluster, type TestCluster } from "../../helpers/redis-cluster.ts";

const MINUTE_MS = 60_000;
const VANTAGES = Array.from({ length: 12 }, (_, at) => `office-${at}`);
const WITHIN = { timeout: 30_000, interval: 50 };

let cluster: TestCluster;
let store: Store;
let queues: Queues;
let workers: Workers;

const fail = (error: Error) => {
  throw error;
};

beforeAll(async () => {
  cluster = await startTestCluster();
  store = await openStore(cluster, fail);
  queues = openQueues(cluster, fail, 4);
  await queues.schedule();
});

afterAll(async () => {
  await workers?.close();
  await queues?.close();
  await store?.close();
  await cluster?.stop();
});

describe("Redis Cluster", () => {
  it("takes batches of many vantages from the queue into the store, each once", async () => {
    const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    let folded = 0;
    workers = startWorkers(
      cluster,
      {
        async foldBatch(job) {
          await foldBatch(store, job, Date.now());
          folded += 1;
        },
        maintain: () => Promise.resolve(),
        advise: () => Promise.resolve(),
        checkDrift: () => Promise.resolve(),
      },
      { error: fail, failed: () => undefined },
      4,
    );
    for (const vantage of VANTAGES) {
      for (const seq of [1, 2, 3]) {
        await queues.addBatch(batchOf([answers(minuteMs, 500, seq)], { vantage, seq }), Date.now());
      }
    }
    await expect.poll(() => folded, WITHIN).toBe(VANTAGES.length * 3);
    const keys = VANTAGES.map((vantage) => `${vantage}/shop/direct/eu-west-1/echo_rtt`);
    const window = { fromMs: minuteMs, toMs: minuteMs + MINUTE_MS, stepMs: null };
    const { bySeries } = await store.buckets.sums(keys, window, Date.now());
    const sent = keys.map((key) => bySeries.get(key)?.[0]?.bucket.sent);
    expect(sent).toEqual(VANTAGES.map(() => 1 + 2 + 3));
    const look = await queues.look(Date.now());
    expect(look.shards.map(({ failed }) => failed)).toEqual([0, 0, 0, 0]);
    expect((await store.look(Date.now())).refusal).toBeNull();
  });
});
