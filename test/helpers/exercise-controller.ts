import { Queue } from "bullmq";
import { expect } from "vitest";
import { rollUpHours } from "../../controller/ingest/roll-up-hours.ts";
import type { RunningController } from "../../controller/main.ts";
import type { RedisAddress } from "../../controller/redis-address.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { openStore } from "../../controller/store/store.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "./contributions.ts";
import { ESTATE } from "./estate.ts";

const HOUR_MS = 3_600_000;
const WITHIN = { timeout: 40_000, interval: 100 };
const VANTAGES = ["eu-west-1", "us-east-1"];
const ENDPOINTS = ["eu-west-1", "us-east-1"];
/** Answers to a batch: so many minutes of two endpoints. */
const MINUTES = 20;
const PER_MINUTE = 10;

const fail = (error: Error) => {
  throw error;
};

/**
 * Has a controller do everything that it can: take batches, fold them, roll hours up, answer every
 * question, advise, tell of changes, and deal with dead letters.
 *
 * @param address of its Redis, for what is looked at behind it
 */
export async function exerciseController(
  controller: RunningController,
  address: RedisAddress,
): Promise<void> {
  const viewer = await controller.issueApiToken("viewer", "viewer");
  const operator = await controller.issueApiToken("operator", "operator");
  const call = async (path: string, method = "GET", token = viewer) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${controller.url}${path}`, { method, headers });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Record<string, unknown>;
  };
  const events = await followEvents(controller.url, viewer);
  await controller.loadEstate(ESTATE);
  const login = await fetch(await controller.issueLoginUrl(), { redirect: "manual" });
  expect(login.status).toBe(303);
  const agoMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 2 * HOUR_MS;
  const recentMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - (MINUTES + 2) * MINUTE_MS;
  for (const vantage of VANTAGES) {
    const token = await controller.issueProbeToken(vantage);
    await post(controller.url, token, vantage, 1, agoMs);
    await post(controller.url, token, vantage, 2, recentMs);
    // Once more, as a probe does that did not hear of its receipt.
    await post(controller.url, token, vantage, 1, agoMs);
  }

  const one = "vantage=us-east-1&service=shop&metric=echo_rtt";
  const window = `fromMs=${agoMs}&toMs=${recentMs + MINUTES * MINUTE_MS}`;
  const series = (step: number) =>
    call(
      `/v1/series?${one}&entry=direct&endpoint=eu-west-1&fromMs=${agoMs}&toMs=${agoMs + HOUR_MS}&stepMs=${step}`,
    );
  const sentIn = async (path: string) =>
    ((await call(path))["whole"] as { sent: number } | undefined)?.sent;
  await expect
    .poll(() => sentIn(`/v1/series?${one}&entry=direct&endpoint=eu-west-1&${window}`), WITHIN)
    .toBe(2 * MINUTES * PER_MINUTE);
  expect((await series(HOUR_MS))["resolutionMs"]).toBe(MINUTE_MS);
  const store = await openStore(address, fail);
  // Twelve minutes after the end of an hour every vantage had its turn.
  await rollUpHours(store, Date.now());
  await store.close();
  const rolled = await series(HOUR_MS);
  expect(rolled).toMatchObject({ resolutionMs: HOUR_MS, coverage: { minutes: MINUTES } });
  expect((rolled["whole"] as { sent: number }).sent).toBe(MINUTES * PER_MINUTE);

  const matrix = await call(
    "/v1/matrix?service=shop&entry=direct&metric=echo_rtt&windowMs=3600000",
  );
  expect(JSON.stringify(matrix["cells"]).match(/"sent":200\b/g)).toHaveLength(4);
  const path = `${one}&entry=direct&endpoint=eu-west-1&${window}`;
  expect(JSON.stringify(await call(`/v1/distribution?${path}`))).toContain('"sent":400');
  expect((await call(`/v1/heatmap?${path}&stepMs=300000`))["coverage"]).toMatchObject({
    minutes: 2 * MINUTES,
  });
  const comparison = await call(
    `/v1/comparison?${one}&oneEntry=direct&oneEndpoint=eu-west-1&otherEntry=direct&otherEndpoint=us-east-1&${window}`,
  );
  expect(JSON.stringify(comparison).match(/"sent":400/g)?.length).toBeGreaterThanOrEqual(2);
  const status = await call("/v1/status?windowMs=3600000");
  expect(status["trouble"]).toBeNull();

  await exerciseDeadLetters(call, operator, address);
  const advised = async () =>
    ((await call("/v1/recommendations?service=shop")) as unknown as { id: string }[])[0]?.id;
  await expect.poll(advised, WITHIN).toMatch(/^REC-\d+$/);
  expect(await call(`/v1/recommendations/${await advised()}`)).toHaveProperty("evidence");
  expect(await call("/v1/model-errors?service=shop")).toEqual([]);
  expect(await call("/v1/failover/plans")).toEqual({ plans: [] });
  await expect.poll(events.kinds, WITHIN).toEqual(["estate", "measurements", "recommendation"]);
  await events.close();
  const metrics = await fetch(`${controller.url}/metrics`, {
    headers: { authorization: `Bearer ${viewer}` },
  });
  expect(await metrics.text()).toContain("isochrone_queue_jobs{");
  const ready = await fetch(`${controller.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ok" }]);
}

type Call = (path: string, method?: string, token?: string) => Promise<Record<string, unknown>>;

/** A job in each of the shards in use that no worker can fold: listed, one replayed, all discarded. */
async function exerciseDeadLetters(call: Call, token: string, address: RedisAddress) {
  const connection = connectRedis(address, fail);
  const shards = Number(await connection.get("iso:queue-shards"));
  for (let shard = 0; shard < shards; shard += 1) {
    const queue = new Queue("measurements", { connection, prefix: `{iso:${shard}}` });
    const batch = { ...batchOf([answers(0, 500, 3)]), contributions: [{ bins: null }] };
    await queue.add(
      "fold",
      { batch, receivedAtMs: 1 },
      { jobId: `bad.boot.${shard}`, attempts: 9 },
    );
    await queue.close();
  }
  connection.disconnect();
  const total = async () => (await call("/v1/dead-letters"))["total"];
  await expect.poll(total, WITHIN).toBe(shards);
  await call("/v1/dead-letters/bad.boot.0/replay", "POST", token);
  await expect.poll(total, WITHIN).toBe(shards);
  await call("/v1/dead-letters", "DELETE", token);
  expect(await total()).toBe(0);
}

async function post(url: string, token: string, vantage: string, seq: number, fromMs: number) {
  const contributions = Array.from({ length: MINUTES }, (_, at) =>
    ENDPOINTS.map((endpoint) => ({
      ...answers(fromMs + at * MINUTE_MS, endpoint === vantage ? 300 : 900, PER_MINUTE),
      endpoint,
    })),
  ).flat();
  const response = await fetch(`${url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(batchOf(contributions, { vantage, seq })),
  });
  expect([response.status, vantage]).toEqual([202, vantage]);
}

async function followEvents(url: string, token: string) {
  const stop = new AbortController();
  const response = await fetch(`${url}/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  let text = "";
  const reading = (async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      text += part.value;
    }
  })().catch(() => undefined);
  return {
    kinds: () => [...new Set([...text.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind))].sort(),
    async close() {
      stop.abort();
      await reading;
    },
  };
}
