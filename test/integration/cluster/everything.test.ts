import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RunningController, startController } from "../../../controller/main.ts";
import { reachRedis } from "../../../infra/local/reach-redis.ts";
import { runCli } from "../../controller/cli/run-cli.ts";
import { exerciseController } from "../../helpers/exercise-controller.ts";
import { freePorts, startTestCluster, type TestCluster } from "../../helpers/redis-cluster.ts";
import { startTestRedis } from "../../helpers/redis-server.ts";

const WITHIN = { timeout: 30_000, interval: 100 };

let cluster: TestCluster;
let folder: string;
let controller: RunningController | null = null;
let log: { level: number; msg: string; settings?: { name: string }[] }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-cluster-"));
  cluster = await startTestCluster();
});
afterEach(async () => {
  await controller?.close();
  controller = null;
});
afterAll(async () => {
  await cluster?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(url: string, waitForRedis = false): Promise<RunningController> {
  log = [];
  controller = await startController({
    redis: { url },
    host: "127.0.0.1",
    port: 0,
    waitForRedis,
    schedule: { adviseEveryMs: 1_000 },
    logTo: { write: (line) => log.push(JSON.parse(line)) },
  });
  return controller;
}

/** The cluster is named by one of its nodes, as the endpoint of a managed one is. */
const oneUrl = () => cluster.primaries[0]?.url ?? "";

const readiness = async () => {
  const response = await fetch(`${controller?.url}/readyz`);
  const { code = "ok" } = (await response.json()) as { code?: string };
  return [response.status, code];
};

describe("a controller on a Redis Cluster", () => {
  it("does everything, found by one address, and comes back from a backup", async () => {
    await exerciseController(await open(oneUrl()), { url: cluster.url });
    // The dead letters of the exercise are told.
    const errors = log.filter(({ level, msg }) => level >= 50 && msg !== "a job failed");
    expect(errors).toEqual([]);
    await controller?.close();
    const keys = async () =>
      await Promise.all(cluster.primaries.map(({ direct }) => direct.keys("iso:[mfh]:*")));
    const before = (await keys()).map((names) => names.sort());
    expect(before.flat().length).toBeGreaterThan(0);

    const env = { ...process.env, REDIS_URL: oneUrl() };
    const run = (words: readonly string[]) =>
      runCli(words, { now: Date.now }, (wish) => reachRedis(wish, env));
    const file = join(folder, "b.isochrone");
    const backup = await run(["backup", file]);
    expect([backup.status, backup.err]).toEqual([0, ""]);
    const refused = await run(["restore", file]);
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining("--replace")]);
    const restored = await run(["restore", file, "--replace"]);
    expect([restored.status, restored.err]).toEqual([0, ""]);
    expect((await keys()).map((names) => names.sort())).toEqual(before);
  });

  it("names the settings that are too small on any node", async () => {
    const [, second] = cluster.primaries;
    for (const { direct } of cluster.primaries) {
      await direct.config("SET", "hash-max-listpack-value", "4096");
      await direct.config("SET", "hash-max-listpack-entries", "512");
    }
    await second?.direct.config("SET", "hash-max-listpack-value", "1024");
    await open(cluster.url);
    const told = log.flatMap(({ settings = [] }) => settings);
    expect(told).toEqual([{ name: "hash-max-listpack-value", value: 1_024, wanted: 4_096 }]);
  });

  it("turns batches away while one node is full, and stands still while one is frozen", async () => {
    await open(cluster.url);
    await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
    // The key that is written to hear whether Redis takes writes is on another node.
    const [, second] = cluster.primaries;
    expect(await second?.direct.keys("iso:pulse")).toEqual([]);
    await second?.direct.config("SET", "maxmemory", "1mb");
    await expect.poll(readiness, WITHIN).toEqual([503, "store_full"]);
    await second?.direct.config("SET", "maxmemory", "0");
    await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
    second?.server.signal("SIGSTOP");
    await expect.poll(readiness, WITHIN).toEqual([503, "store_unavailable"]);
    second?.server.signal("SIGCONT");
    await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
    // Workers that waited on that node are not waited for.
    const closed = controller?.close().then(() => "closed");
    expect(await Promise.race([closed, delay(10_000, "hangs")])).toBe("closed");
  });

  it("is recognised also where it comes after the controller", async () => {
    for (const { server } of cluster.primaries) server.signal("SIGSTOP");
    await open(oneUrl(), true);
    await expect.poll(readiness, WITHIN).toEqual([503, "store_unavailable"]);
    await delay(100);
    for (const { server } of cluster.primaries) server.signal("SIGCONT");
    expect(await controller?.begun).toBe(true);
    await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
    expect(await controller?.issueLoginUrl()).toContain(controller?.url);
  });

  it("is refused in words where several addresses are of single servers", async () => {
    const [port] = await freePorts(1);
    const single = await startTestRedis("--port", `${port}`);
    const url = `redis://127.0.0.1:${port}`;
    await expect(open(`${url},${url}`)).rejects.toThrow(/they are single servers/);
    await single.stop();
  });
});
