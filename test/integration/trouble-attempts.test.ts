import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openQueues, type Queues } from "../../controller/queue/open-queues.ts";
import { startWorkers, type Workers } from "../../controller/queue/start-workers.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestRedis, type TestRedis } from "../helpers/redis-server.ts";

const full = Object.assign(new Error("OOM command not allowed"), { name: "ReplyError" });
const unknown = new Error("something else");

let server: TestRedis;
let redis: Redis;
let queues: Queues;
let workers: Workers;
let failed: { attempt: number; isLast: boolean; error: Error }[];
let folds: number;

const fail = (error: Error) => {
  throw error;
};

/** Workers whose folds fail of these, one after the other, and then succeed. */
async function start(failures: readonly Error[]): Promise<void> {
  server = await startTestRedis();
  redis = new Redis({ path: server.socketPath });
  queues = openQueues(server, fail);
  workers = startWorkers(
    server,
    {
      foldBatch() {
        const error = failures[folds];
        folds += 1;
        return error === undefined ? Promise.resolve() : Promise.reject(error);
      },
      maintain: () => Promise.resolve(),
      advise: () => Promise.resolve(),
      checkDrift: () => Promise.resolve(),
    },
    {
      error: fail,
      failed: ({ attempt, isLast }, error) => void failed.push({ attempt, isLast, error }),
    },
  );
}

beforeEach(() => {
  failed = [];
  folds = 0;
});
afterEach(async () => {
  await workers?.close();
  await queues?.close();
  redis?.disconnect();
  await server?.stop();
});

describe("controller/queue/start-workers", () => {
  it("does not count attempts that failed of Redis's own trouble", async () => {
    await start([full, full, unknown, full]);
    await queues.addBatch(batchOf([answers(MINUTE_MS, 500, 1)]), Date.now());
    const completed = () => redis.zcard("{iso:0}:measurements:completed");
    await expect.poll(completed, { timeout: 60_000 }).toBe(1);
    expect(folds).toBe(5);
    expect(failed).toEqual([
      { attempt: 0, isLast: false, error: full },
      { attempt: 0, isLast: false, error: full },
      { attempt: 1, isLast: false, error: unknown },
      { attempt: 1, isLast: false, error: full },
    ]);
  });
});
