import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LimitedCluster } from "../../../controller/store/limited-cluster.ts";
import { startTestCluster, type TestCluster } from "../../helpers/redis-cluster.ts";

const WITHIN = { timeout: 30_000, interval: 100 };
const KEY = "iso:pulse";

let cluster: TestCluster;

beforeEach(async () => {
  cluster = await startTestCluster();
});
afterEach(() => cluster.stop());

/** Connects to every node: one that was never asked anything is not missed. */
async function connect(limitMs: number): Promise<LimitedCluster> {
  const nodes = cluster.primaries.map(({ port }) => ({ host: "127.0.0.1", port }));
  const options = { clusterRetryStrategy: () => 200, redisOptions: { maxRetriesPerRequest: 3 } };
  const redis = new LimitedCluster(nodes, options, limitMs);
  redis.on("error", () => undefined);
  await redis.set(KEY, 1);
  await Promise.all(redis.nodes().map((node) => node.ping()));
  return redis;
}

const all = (what: (node: TestCluster["primaries"][number]) => Promise<void>) =>
  Promise.all(cluster.primaries.map(what));

describe("a cluster all of whose nodes are gone", () => {
  it("leaves no command without an end, and answers again when it is back", async () => {
    const redis = await connect(500);
    await all(({ server }) => server.kill());
    await expect.poll(() => redis.status, WITHIN).toBe("reconnecting");
    await expect(redis.get(KEY)).rejects.toThrow("Command timed out");
    const replies = (await redis.pipeline().get(KEY).ttl(KEY).exec()) ?? [];
    expect(replies.map(([error]) => error?.message)).toEqual([
      "Command timed out",
      "Command timed out",
    ]);
    await all(({ server }) => server.startAgain());
    await expect.poll(() => redis.set(KEY, 2).catch(() => null), WITHIN).toBe("OK");
    expect((await redis.pipeline().get(KEY).exec())?.[0]).toEqual([null, "2"]);
    redis.disconnect();
  });

  it("sends what it was told meanwhile, each once, where it is back in time", async () => {
    const redis = await connect(30_000);
    await all(({ server }) => server.kill());
    await expect.poll(() => redis.status, WITHIN).toBe("reconnecting");
    const counts = [redis.incr(KEY), redis.incr(KEY)];
    await delay(300);
    await all(({ server }) => server.startAgain());
    // They keep nothing on disk.
    expect((await Promise.all(counts)).sort()).toEqual([1, 2]);
    redis.disconnect();
  });

  it("tells what waits for it when it is given up", async () => {
    const redis = await connect(30_000);
    await all(({ server }) => server.kill());
    await expect.poll(() => redis.status, WITHIN).toBe("reconnecting");
    const waiting = redis.get(KEY);
    redis.disconnect();
    await expect(waiting).rejects.toThrow("Connection is closed");
  });
});
