import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeadLetterDetail, DeadLetterList } from "../../controller/contract/dead-letter.ts";
import { startController } from "../../controller/main.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

let controller: TestController;
let redis: Redis;
let queue: Queue;
let log: { audit?: boolean; action?: string; by?: unknown; id?: string; done?: number }[];
const tokens = new Map<string, string>();

beforeAll(async () => {
  log = [];
  controller = await startTestController({
    logLevel: "warn",
    logTo: { write: (line) => log.push(JSON.parse(line)) },
  });
  await controller.loadEstate(ESTATE);
  for (const role of ["viewer", "operator"] as const) {
    tokens.set(role, await controller.issueApiToken(`the ${role}`, role));
  }
  tokens.set("probe", await controller.issueProbeToken("eu-west-1"));
  redis = new Redis({ path: controller.redis.socketPath, maxRetriesPerRequest: null });
  queue = new Queue("measurements", { connection: redis, prefix: "{iso:0}" });
});
afterAll(async () => {
  await queue?.close();
  redis?.disconnect();
  await controller?.close();
});
beforeEach(async () => {
  await call("DELETE", "/v1/dead-letters");
  log.length = 0;
});

async function call(method: string, path: string, who = "operator") {
  const response = await fetch(`${controller.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens.get(who)}` },
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const list = async () => (await call("GET", "/v1/dead-letters")).body as DeadLetterList;
const idOf = (seq: number) => `eu-west-1.boot0001.${seq}`;

/** Puts a job into the queue that no worker can fold. */
async function poison(seq: number): Promise<void> {
  const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const batch = batchOf([answers(minuteMs, 500, 3)], { seq });
  const contributions = [{ ...batch.contributions[0], bins: null }];
  const data = { batch: { ...batch, contributions }, receivedAtMs: Date.now() };
  await queue.add("fold", data, {
    jobId: idOf(seq),
    attempts: 1_000_000,
    backoff: { type: "passing" },
  });
}

const countedDead = (count: number) =>
  expect.poll(async () => (await list()).total, { timeout: 10_000 }).toBe(count);

describe("controller/api/routes/dead-letters", () => {
  it("lists at once what can never be counted, the newest first, and shows it", async () => {
    await poison(1);
    await countedDead(1);
    await poison(2);
    await countedDead(2);
    const { letters } = await list();
    expect(letters.map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
    expect(letters[1]).toMatchObject({
      vantage: "eu-west-1",
      boot: "boot0001",
      seq: 1,
      attempts: 1,
      reason: expect.stringMatching(/^TypeError: /),
      contributions: 1,
    });
    const shown = (await call("GET", `/v1/dead-letters/${idOf(1)}`, "viewer"))
      .body as DeadLetterDetail;
    expect(shown.batch).toMatchObject({ seq: 1, contributions: [{ bins: null }] });
    expect(shown.trace.some((line) => line.startsWith("at "))).toBe(true);
    expect(
      ((await call("GET", "/v1/dead-letters?limit=1")).body as DeadLetterList).letters.length,
    ).toBe(1);
  });

  it("shows a job whose content is no batch at all", async () => {
    await queue.add("fold", "nonsense", { jobId: idOf(3) });
    await countedDead(1);
    expect((await list()).letters[0]).toMatchObject({ contributions: null, fromMs: null });
  });

  it("replays one that is mended, and counts it", async () => {
    await poison(4);
    await countedDead(1);
    const job = await queue.getJob(idOf(4));
    const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    await job?.updateData({
      batch: batchOf([answers(minuteMs, 500, 3)], { seq: 4 }),
      receivedAtMs: 1,
    });
    expect(await call("POST", `/v1/dead-letters/${idOf(4)}/replay`)).toEqual({
      status: 200,
      body: { done: 1 },
    });
    await countedDead(0);
    await expect.poll(async () => (await queue.getJob(idOf(4)))?.isCompleted()).toBe(true);
    expect(log.filter(({ audit }) => audit)).toMatchObject([
      {
        action: "dead-letters.replay",
        id: idOf(4),
        by: { kind: "api", name: "the operator", role: "operator" },
      },
    ]);
  });

  it("replays all once each, also those that fail again, and discards all", async () => {
    for (let seq = 10; seq < 15; seq += 1) await poison(seq);
    await countedDead(5);
    expect((await call("POST", "/v1/dead-letters/replay")).body).toEqual({ done: 5 });
    await countedDead(5);
    expect((await call("DELETE", `/v1/dead-letters/${idOf(10)}`)).body).toEqual({ done: 1 });
    expect((await call("DELETE", "/v1/dead-letters")).body).toEqual({ done: 4 });
    expect((await list()).total).toBe(0);
    expect(log.filter(({ audit }) => audit).map(({ action, done }) => [action, done])).toEqual([
      ["dead-letters.replay-all", 5],
      ["dead-letters.discard", undefined],
      ["dead-letters.discard-all", 4],
    ]);
  });

  it("keeps changes to operators, and all of it from probes", async () => {
    await poison(20);
    await countedDead(1);
    const one = `/v1/dead-letters/${idOf(20)}`;
    for (const [method, path] of [
      ["POST", `${one}/replay`],
      ["DELETE", one],
      ["POST", "/v1/dead-letters/replay"],
      ["DELETE", "/v1/dead-letters"],
    ] as const) {
      expect((await call(method, path, "viewer")).status).toBe(403);
    }
    expect((await call("GET", "/v1/dead-letters", "probe")).status).toBe(403);
    expect((await list()).total).toBe(1);
  });

  it("says that there is none of that name, also of one that waits or is done", async () => {
    for (const [method, path] of [
      ["GET", "/v1/dead-letters/a.b.1"],
      ["POST", "/v1/dead-letters/a.b.1/replay"],
      ["DELETE", `/v1/dead-letters/${idOf(4)}`],
    ] as const) {
      expect(await call(method, path)).toMatchObject({
        status: 404,
        body: { code: "unknown_dead_letter" },
      });
    }
  });
});

describe("controller/api/routes/get-metrics", () => {
  it("shows a viewer with a token what happens, and nobody else", async () => {
    await poison(30);
    await countedDead(1);
    const ask = (who: string) =>
      fetch(`${controller.url}/metrics`, {
        headers: { authorization: `Bearer ${tokens.get(who)}` },
      });
    const text = async () => await (await ask("viewer")).text();
    await expect.poll(text, { timeout: 10_000 }).toMatch(/^isochrone_dead_letters 1$/m);
    const seen = await text();
    expect(seen).toMatch(/^isochrone_fold_failures_total\{outcome="dead"\} [1-9]/m);
    expect(seen).toMatch(/^isochrone_redis_memory_used_bytes [1-9]/m);
    expect(seen).toMatch(
      /^isochrone_http_requests_total\{method="GET",route="\/v1\/dead-letters",status="200"\} \d+$/m,
    );
    expect((await fetch(`${controller.url}/metrics`)).status).toBe(401);
    expect((await ask("probe")).status).toBe(403);
  });

  it("is served by a process of workers too, and the API is not", async () => {
    const worker = await startController({
      redis: { socketPath: controller.redis.socketPath },
      host: "127.0.0.1",
      port: 0,
      roles: { api: false, worker: true },
      listens: true,
      logLevel: "silent",
    });
    const ask = (path: string) =>
      fetch(`${worker.url}${path}`, {
        headers: { authorization: `Bearer ${tokens.get("viewer")}` },
      });
    expect((await ask("/metrics")).status).toBe(200);
    expect((await ask("/readyz")).status).toBe(200);
    expect((await ask("/v1/status")).status).toBe(404);
    await worker.close();
  });
});

describe("controller/api/limit-batches", () => {
  it("asks a probe that floods to wait, before its body is read", async () => {
    const slow = await startController({
      redis: { socketPath: controller.redis.socketPath },
      host: "127.0.0.1",
      port: 0,
      roles: { api: true, worker: false },
      batchRate: { perSecond: 0.5, burst: 2 },
      logLevel: "silent",
    });
    const post = () =>
      fetch(`${slow.url}/v1/batches`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${tokens.get("probe")}`,
          "content-type": "application/json",
        },
        body: "{}",
      });
    const statuses = [await post(), await post(), await post()].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 429]);
    const refused = await post();
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(await refused.json()).toMatchObject({ code: "too_many_batches" });
    await slow.close();
  });
});
