import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningController, startController } from "../../../controller/main.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { freePorts } from "../../helpers/redis-cluster.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

const WITHIN = { timeout: 60_000, interval: 200 };
const VANTAGE = "eu-west-1";

let url: string;
let replica: TestRedis;
let controller: RunningController;
let log: { level: number; trouble?: string | null; msg: string }[];
let closers: (() => Promise<unknown>)[];

beforeEach(async () => {
  closers = [];
  log = [];
  const [first = 0, second = 0] = await freePorts(2);
  const compact = ["--hash-max-listpack-value", "4096", "--hash-max-listpack-entries", "512"];
  const soon = ["--repl-diskless-sync-delay", "0"];
  const primary = await startTestRedis("--port", `${first}`, ...soon, ...compact);
  closers.push(() => primary.stop());
  replica = await startTestRedis("--port", `${second}`, "--replicaof", `127.0.0.1 ${first}`);
  closers.push(() => replica.stop());
  url = `redis://127.0.0.1:${first}`;
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

async function open(durability: "primary" | "replica"): Promise<string> {
  controller = await startController({
    redis: { url },
    durability,
    host: "127.0.0.1",
    port: 0,
    logTo: { write: (line) => log.push(JSON.parse(line)) },
  });
  closers.push(() => controller.close());
  await controller.loadEstate(ESTATE);
  return await controller.issueProbeToken(VANTAGE);
}

async function readiness() {
  const response = await fetch(`${controller.url}/readyz`);
  const { code = "ok" } = (await response.json()) as { code?: string };
  return [response.status, code];
}

async function post(token: string, seq: number) {
  const fromMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const response = await fetch(`${controller.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(batchOf([answers(fromMs, 500, 3)], { seq })),
  });
  const { code = null } = (await response.json()) as { code?: string };
  const isAskedToWait = Number(response.headers.get("retry-after") ?? 0) >= 1;
  return [response.status, code, isAskedToWait];
}

describe("a primary whose replica is away", () => {
  it.each(["killed", "frozen"])(
    "is told of where batches need a replica, once, until it is back: %s",
    async (how) => {
      const token = await open("replica");
      const viewer = await controller.issueApiToken("test", "viewer");
      await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
      await expect.poll(() => post(token, 1), WITHIN).toEqual([202, null, false]);
      const before = log.length;

      if (how === "frozen") replica.signal("SIGSTOP");
      else await replica.kill();
      await expect.poll(readiness, WITHIN).toEqual([503, "no_replica"]);
      expect(await post(token, 2)).toEqual([503, "no_replica", true]);
      const status = await fetch(`${controller.url}/v1/status`, {
        headers: { authorization: `Bearer ${viewer}` },
      });
      expect([status.status, await status.json()]).toMatchObject([
        200,
        { trouble: { code: "no_replica", mend: expect.stringContaining("--durability primary") } },
      ]);

      if (how === "frozen") replica.signal("SIGCONT");
      else await replica.startAgain();
      await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
      expect(await post(token, 2)).toEqual([202, null, false]);
      const told = log.slice(before).filter(({ level }) => level >= 40);
      expect(told.map(({ level, trouble }) => [level, trouble])).toEqual([
        [50, "no_replica"],
        [40, null],
      ]);
    },
  );

  it("is no trouble where the primary is enough", async () => {
    const token = await open("primary");
    await replica.kill();
    expect(await post(token, 1)).toEqual([202, null, false]);
    await expect.poll(readiness, WITHIN).toEqual([200, "ok"]);
    expect(log.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
  });
});
