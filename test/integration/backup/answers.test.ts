import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { backUp } from "../../../controller/backup/back-up.ts";
import { restore } from "../../../controller/backup/restore.ts";
import { startController } from "../../../controller/main.ts";
import { openQueues } from "../../../controller/queue/open-queues.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { startTestController, type TestController } from "../../helpers/controller.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { startTestRedis } from "../../helpers/redis-server.ts";

const MINUTE_MS = 60_000;
const common = { now: Date.now, signal: new AbortController().signal, progress: () => undefined };
const waiting = { release: "0.1.0", sleep: (ms: number) => delay(ms) };

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "isochrone-answers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "b.isochrone");
}

/** Once for all: a batch that is sent again is the same batch. */
const THIS_MINUTE_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

async function post(url: string, token: string, seq: number): Promise<number> {
  const minuteMs = THIS_MINUTE_MS - (5 + (seq % 20)) * MINUTE_MS;
  const response = await fetch(`${url}/v1/batches`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(batchOf([answers(minuteMs, 400 + seq, 10)], { seq })),
  });
  return response.status;
}

async function get(url: string, token: string, path: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status, path).toBe(200);
  return await response.json();
}

/** What a controller answers about an hour, and in which neither clock nor request takes part. */
async function numbers(url: string, token: string) {
  const status = (await get(url, token, "/v1/status?windowMs=3600000")) as Record<string, unknown>;
  const matrix = (await get(
    url,
    token,
    "/v1/matrix?service=shop&entry=direct&metric=echo_rtt&windowMs=3600000",
  )) as { cells: unknown[] };
  return {
    cells: matrix.cells,
    sent: status["sent"],
    lost: status["lost"],
    recommendations: await get(url, token, "/v1/recommendations?service=shop"),
    estate: await get(url, token, "/v1/estate"),
  };
}

async function untilSent(controller: TestController, token: string, sent: number): Promise<void> {
  for (;;) {
    const { cells, recommendations } = await numbers(controller.url, token);
    const isAdvised = (recommendations as unknown[]).length > 0;
    if (isAdvised && JSON.stringify(cells).includes(`"sent":${sent}`)) return;
    await delay(100);
  }
}

it("answers the same from another Redis, to the same tokens, and counts nothing twice", async () => {
  const path = await aFile();
  const first = await startTestController();
  onTestFinished(() => first.close());
  await first.loadEstate(ESTATE);
  const viewer = await first.issueApiToken("test", "viewer");
  const probe = await first.issueProbeToken("eu-west-1");
  for (let seq = 1; seq <= 20; seq += 1) expect(await post(first.url, probe, seq)).toBe(202);
  await untilSent(first, viewer, 200);
  const done = await backUp({ ...common, ...waiting, address: first.redis, path, waitMs: 10_000 });
  expect(done.header).toMatchObject({ environment: "lab", waitingBatches: 0 });
  const before = await numbers(first.url, viewer);

  const redis = await startTestRedis();
  onTestFinished(() => redis.stop());
  await restore({ ...common, address: redis, path, replace: false });
  const second = await startController({ redis, host: "127.0.0.1", port: 0, logLevel: "silent" });
  onTestFinished(() => second.close());
  expect(await numbers(second.url, viewer)).toEqual(before);
  for (let seq = 1; seq <= 20; seq += 1) expect(await post(second.url, probe, seq)).toBe(202);
  await delay(1_000);
  expect((await numbers(second.url, viewer)).cells).toEqual(before.cells);
});

it("says how many batches wait where nobody folds them, and waits where somebody does", async () => {
  const redis = await startTestRedis();
  onTestFinished(() => redis.stop());
  const queues = openQueues(redis, () => undefined);
  onTestFinished(() => queues.close());
  const idle = await startController({
    ...{ redis, host: "127.0.0.1", port: 0, logLevel: "silent" as const },
    roles: { api: false, worker: false },
  });
  await idle.loadEstate(ESTATE);
  for (const seq of [1, 2, 3]) await queues.addBatch(batchOf([], { seq }), Date.now());
  const path = await aFile();
  let waitedMs = 0;
  const options = { ...common, address: redis, path, release: "0.1.0", waitMs: 500 };
  const sleep = async (ms: number) => {
    waitedMs += ms;
    await delay(ms);
  };
  expect((await backUp({ ...options, sleep })).header.waitingBatches).toBe(3);
  expect(waitedMs).toBeGreaterThan(0);
  await idle.close();
  waitedMs = 0;
  expect((await backUp({ ...options, sleep })).header.waitingBatches).toBe(3);
  expect(waitedMs).toBe(0);
  const worker = await startController({
    ...{ redis, host: "127.0.0.1", port: 0, logLevel: "silent" as const },
    roles: { api: false, worker: true },
  });
  onTestFinished(() => worker.close());
  const { header } = await backUp({ ...options, waitMs: 20_000, sleep });
  expect(header.waitingBatches).toBe(0);
});
