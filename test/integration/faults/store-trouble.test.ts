import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Status } from "../../../controller/contract/status.ts";
import {
  type ControllerOptions,
  type RunningController,
  startController,
} from "../../../controller/main.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { BatchSender } from "../../../probe/deliver/batch-sender.ts";
import { ControllerClient } from "../../../probe/deliver/controller-client.ts";
import { Spool } from "../../../probe/deliver/spool.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { type FaultyRedis, faultyRedis } from "../../helpers/crashing-redis.ts";
import { ESTATE } from "../../helpers/estate.ts";

const WITHIN = { timeout: 60_000, interval: 200 };
const ANSWERS_EACH = 7;
const VANTAGE = "eu-west-1";

let redis: FaultyRedis;
let controller: RunningController;
let token: string;
let viewer: string;
let log: { level: number; trouble?: string | null; msg: string }[];
let closers: (() => Promise<unknown>)[];

beforeEach(() => {
  closers = [];
  log = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

async function server(...args: string[]): Promise<void> {
  // As a store wants it, so that the log has nothing else to say.
  const compact = ["--hash-max-listpack-value", "4096", "--hash-max-listpack-entries", "512"];
  redis = await faultyRedis(...compact, ...args);
  closers.push(() => redis.remove());
}

/** A connection of the test's own. */
function besides(): Redis {
  const direct = new Redis({ path: redis.socketPath });
  closers.push(() => Promise.resolve(direct.disconnect()));
  return direct;
}

async function open(options: Partial<ControllerOptions> = {}): Promise<void> {
  controller = await startController({
    redis: { socketPath: redis.socketPath },
    host: "127.0.0.1",
    port: 0,
    logTo: { write: (line) => log.push(JSON.parse(line)) },
    ...options,
  });
  closers.push(() => controller.close());
}

async function declare(): Promise<void> {
  await controller.loadEstate(ESTATE);
  token = await controller.issueProbeToken(VANTAGE);
  viewer = await controller.issueApiToken("test", "viewer");
}

const get = (path: string) =>
  fetch(`${controller.url}${path}`, { headers: { authorization: `Bearer ${viewer}` } });

/** What `/readyz` names: `ok`, or the code of the trouble. */
async function readiness(): Promise<string> {
  const response = await fetch(`${controller.url}/readyz`);
  const body = (await response.json()) as { status?: string; code?: string; mend?: string };
  if (response.status === 200) return body.status ?? "";
  expect([response.status, body.mend]).toEqual([503, expect.stringContaining(" ")]);
  return body.code ?? "";
}

async function countedSent(): Promise<number> {
  const query = `vantage=${VANTAGE}&service=shop&entry=direct&endpoint=eu-west-1&metric=echo_rtt`;
  const response = await get(`/v1/series?${query}`);
  if (!response.ok) return -1;
  return ((await response.json()) as { whole: { sent: number } }).whole.sent;
}

const contentOf = (seq: number) => {
  const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  return JSON.stringify(batchOf([answers(minuteMs, 500, ANSWERS_EACH)], { seq }));
};

async function post(seq: number) {
  const response = await fetch(`${controller.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: contentOf(seq),
  });
  const { code } = (await response.json()) as { code?: string };
  const retryAfterS = Number(response.headers.get("retry-after") ?? 0);
  return { status: response.status, code, isAskedToWait: retryAfterS >= 1 };
}

const refusedFor = (code: string) => ({ status: 503, code, isAskedToWait: true });

/** The real way of a probe's batches: on disk until they are acknowledged. */
async function probe() {
  const dir = await mkdtemp(join(tmpdir(), "isochrone-trouble-"));
  const spool = await Spool.open(dir, 10_000_000);
  const client = new ControllerClient(controller.url);
  const sender = new BatchSender({
    vantage: VANTAGE,
    token,
    spool,
    client,
    log: () => undefined,
    onReceipt: () => undefined,
  });
  const done = sender.run();
  closers.push(async () => {
    sender.stop();
    client.close();
    await done;
    await rm(dir, { recursive: true, force: true });
  });
  let seq = 0;
  return {
    async measure(batches: number) {
      for (let left = batches; left > 0; left -= 1) {
        seq += 1;
        const content = contentOf(seq);
        await spool.putAll(
          [{ boot: "boot0001", seq, closedAtMs: Date.now(), content }],
          Date.now(),
        );
        sender.wake();
      }
    },
    measured: () => seq * ANSWERS_EACH,
  };
}

/** What the log says of troubles, in order. */
const told = () => log.filter(({ trouble }) => trouble !== undefined).map(({ trouble }) => trouble);

async function allCounted(measured: number): Promise<void> {
  await expect.poll(countedSent, WITHIN).toBe(measured);
  const letters = await (await get("/v1/dead-letters")).json();
  expect(letters).toEqual({ total: 0, letters: [] });
}

describe("a Redis that is full", () => {
  it("turns batches away before Redis does, says so everywhere, and takes them when there is room", async () => {
    await server("--maxmemory", "40mb");
    await redis.start();
    await open();
    await declare();
    const sent = await probe();
    await sent.measure(5);
    await expect.poll(countedSent, WITHIN).toBe(sent.measured());
    const direct = besides();
    await direct.setrange("ballast", 36_000_000, "x");
    await expect.poll(readiness, WITHIN).toBe("store_full");
    expect(await post(100)).toEqual(refusedFor("store_full"));
    const status = Status.parse(await (await get("/v1/status")).json());
    expect(status.trouble).toMatchObject({
      code: "store_full",
      mend: expect.stringContaining("maxmemory"),
    });
    await sent.measure(5);
    await direct.del("ballast");
    await expect.poll(readiness, WITHIN).toBe("ok");
    await allCounted(sent.measured());
    expect(told()).toEqual(["store_full", null]);
  });

  it("survives a Redis that refuses every write in the middle of folding", async () => {
    await server("--maxmemory", "40mb");
    await redis.start();
    // No back-pressure by memory: what Redis itself refuses is to be met.
    await open({ pressure: { memoryRatio: 10 } });
    await declare();
    const direct = besides();
    const sent = await probe();
    await sent.measure(3);
    await expect.poll(countedSent, WITHIN).toBe(sent.measured());
    await direct.config("SET", "maxmemory", "1mb");
    expect(await post(100)).toEqual(refusedFor("store_full"));
    await sent.measure(5);
    await expect.poll(readiness, WITHIN).toBe("store_full");
    await direct.config("SET", "maxmemory", "40mb");
    await expect.poll(readiness, WITHIN).toBe("ok");
    await allCounted(sent.measured());
  });
});

describe("a full disk under the append-only file", () => {
  it.skipIf(!hasPrlimit())(
    "is named, and nothing acknowledged is lost (skipped without prlimit of util-linux)",
    async () => {
      await server();
      await redis.start(256);
      await open();
      await declare();
      const sent = await probe();
      await sent.measure(5);
      await expect.poll(countedSent, WITHIN).toBe(sent.measured());
      const direct = besides();
      await direct.set("ballast", Buffer.alloc(300_000)).catch(() => undefined);
      await expect.poll(readiness, WITHIN).toBe("store_disk_full");
      expect(await post(100)).toEqual(refusedFor("store_disk_full"));
      const status = Status.parse(await (await get("/v1/status")).json());
      expect(status.trouble?.code).toBe("store_disk_full");
      await sent.measure(5);
      execFileSync("prlimit", ["--pid", String(redis.pid()), "--fsize=unlimited"]);
      await expect.poll(readiness, WITHIN).toBe("ok");
      await allCounted(sent.measured());
      expect(told()).toEqual(["store_disk_full", null]);
      await redis.kill();
      await redis.start();
      await expect.poll(countedSent, WITHIN).toBe(sent.measured());
    },
  );
});

describe("a Redis that is away", () => {
  it("is waited for at the start", async () => {
    await server();
    await open({ waitForRedis: true });
    await expect.poll(readiness, WITHIN).toBe("store_unavailable");
    expect((await fetch(`${controller.url}/healthz`)).status).toBe(200);
    const page = await fetch(controller.url, { headers: { accept: "text/html" } });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("Start Redis")]);
    await redis.start();
    expect(await controller.begun).toBe(true);
    await expect.poll(readiness, WITHIN).toBe("ok");
    await declare();
    const sent = await probe();
    await sent.measure(3);
    await allCounted(sent.measured());
    expect(told()).toEqual(["store_unavailable", null]);
    expect(log.filter(({ level }) => level >= 40).length).toBe(2);
  });

  it("may be closed while it waits", async () => {
    await server();
    await open({ waitForRedis: true });
    await expect.poll(readiness, WITHIN).toBe("store_unavailable");
    await controller.close();
    expect(await controller.begun).toBe(false);
  });

  it.each(["frozen", "killed"])("is missed and found again: %s", async (how) => {
    await server("--appendfsync", "always");
    await redis.start();
    await open();
    await declare();
    const sent = await probe();
    await sent.measure(20);
    if (how === "frozen") redis.signal("SIGSTOP");
    else await redis.kill();
    await expect.poll(readiness, WITHIN).toBe("store_unavailable");
    await sent.measure(5);
    expect(await post(100)).toEqual(refusedFor("store_unavailable"));
    const refused = await get("/v1/status");
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      503,
      "store_unavailable",
    ]);
    if (how === "frozen") redis.signal("SIGCONT");
    else await redis.start();
    await expect.poll(readiness, WITHIN).toBe("ok");
    await allCounted(sent.measured());
    expect(told()).toEqual(["store_unavailable", null]);
  });
});

function hasPrlimit(): boolean {
  try {
    execFileSync("prlimit", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
