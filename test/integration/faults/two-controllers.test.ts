import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ControllerOptions } from "../../../controller/main.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import { seededRandom } from "../../../infra/lab/delay/random.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import {
  buildControllerProgram,
  type ControllerProcess,
  type ControllerProgram,
} from "../../helpers/controller-process.ts";
import { type QueueEvent, queueEvents } from "../../helpers/fault/watch-queue.ts";
import { declareVantages } from "../../helpers/load/declare-vantages.ts";
import { differences, ledger } from "../../helpers/load/ledger.ts";
import { batchMaker } from "../../helpers/load/make-batches.ts";
import { runLoad } from "../../helpers/load/run-load.ts";
import { sender } from "../../helpers/load/sender.ts";
import { storedTotals } from "../../helpers/load/stored-totals.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

const EVERY_MS = 1_000;
const TICKS = 8;
const VANTAGES = ["eu-west-1", "us-east-1"];
const WITHIN = { timeout: 120_000, interval: 250 };
const SCHEDULES = { maintenance: "roll-up", advice: "advise" } as const;

let redis: TestRedis;
let program: ControllerProgram;
let controllers: ControllerProcess[];
let store: Store;
let besides: Redis;
let monitor: Redis;
let tokens: ReadonlyMap<string, string>;
let viewer: string;
/** What the jobs of the schedules asked Redis: the set of vantages, and the series of the first one. */
const asked = { vantages: 0, series: 0 };

const fail = (error: Error) => {
  throw error;
};

beforeAll(async () => {
  [redis, program] = await Promise.all([startTestRedis(), buildControllerProgram()]);
  besides = new Redis({ path: redis.socketPath });
  store = await openStore(redis, fail);
  const options: ControllerOptions = {
    redis: { socketPath: redis.socketPath },
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    schedule: { rollUpEveryMs: EVERY_MS, adviseEveryMs: EVERY_MS },
  };
  ({ tokens, viewer } = await declareVantages(options, VANTAGES));
  monitor = await besides.monitor();
  monitor.on("monitor", (_time: string, [command, key]: string[]) => {
    if (command === "smembers" && key === "iso:vantages") asked.vantages += 1;
    if (command === "zrangebyscore" && key === `iso:newest:{${VANTAGES[0]}}`) asked.series += 1;
  });
  controllers = [0, 1].map(() => program.process(options));
  await Promise.all(controllers.map((each) => each.start()));
});

afterAll(async () => {
  monitor?.disconnect();
  await program?.remove();
  besides?.disconnect();
  await store?.close();
  await redis?.stop();
});

/** How often each tick of a schedule was begun, by its time, among events. */
function begun(events: readonly QueueEvent[], schedule: string): Map<number, number> {
  const ticks = new Map<number, number>();
  const prefix = `repeat:${schedule}:`;
  for (const { event, jobId } of events) {
    if (event !== "active" || !jobId.startsWith(prefix)) continue;
    const tickMs = Number(jobId.slice(prefix.length));
    ticks.set(tickMs, (ticks.get(tickMs) ?? 0) + 1);
  }
  return ticks;
}

/** Watches the schedules from now on until both have had several ticks, each begun once. */
async function expectOncePerTick(): Promise<void> {
  const readers = Object.entries(SCHEDULES).map(([queue, schedule]) => ({
    schedule,
    read: queueEvents(besides, `{iso}:${queue}`),
    seen: [] as QueueEvent[],
  }));
  const look = async () => {
    for (const { read, seen } of readers) seen.push(...(await read()));
    return readers.map(({ seen, schedule }) => begun(seen, schedule));
  };
  let before = { ...asked };
  // What is begun already would ask later on, and be counted without its beginning.
  const isStill = async () => {
    await look();
    for (const { seen } of readers) seen.splice(0);
    before = { ...asked };
    const active = Object.keys(SCHEDULES).map((queue) => besides.llen(`{iso}:${queue}:active`));
    const begunSince = await look();
    return sum(await Promise.all(active)) + sum(begunSince.map((ticks) => ticks.size)) === 0;
  };
  await expect.poll(isStill, WITHIN).toBe(true);
  const least = async () => Math.min(...(await look()).map((ticks) => ticks.size));
  await expect.poll(least, WITHIN).toBeGreaterThanOrEqual(TICKS);
  // Between two ticks what was begun has asked, and nothing else has. An advice may rest after a long one, and
  // then asks nothing.
  const balance = async () => {
    const [rolls = 0, advices = 0] = (await look()).map((ticks) => sum(ticks.values()));
    const advised = asked.series - before.series;
    return {
      isAdvisedTooOften: advised > advices,
      vantages: asked.vantages - before.vantages - rolls - advised,
    };
  };
  await expect.poll(balance, WITHIN).toEqual({ isAdvisedTooOften: false, vantages: 0 });
  expect(asked.series).toBeGreaterThan(before.series);
  for (const ticks of await look()) {
    const [firstMs = 0] = ticks.keys();
    expect([...ticks.values()].filter((times) => times !== 1)).toEqual([]);
    expect([...ticks.keys()].filter((tickMs) => (tickMs - firstMs) % EVERY_MS !== 0)).toEqual([]);
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** One of the figures that a controller tells of itself. */
async function figure(of: ControllerProcess | undefined, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${viewer}` };
  const text = await (await fetch(`${of?.url()}/metrics`, { headers })).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}

describe("two controllers on one Redis", () => {
  it("share the load, outlive each other, and run what is scheduled once", async () => {
    const random = seededRandom(20_261_124);
    const nowMs = Date.now();
    const none = { fromMs: nowMs, toMs: nowMs };
    const maker = batchMaker(random, VANTAGES, none, 0);
    const expected = ledger([MINUTE_MS]);
    const load = runLoad(maker, expected, sender(controllers, tokens, random), random);
    for (const each of controllers) {
      const accepted = () => figure(each, 'isochrone_batches_total{result="accepted",reason=""}');
      await expect.poll(accepted, WITHIN).toBeGreaterThan(20);
      const folded = () => figure(each, "isochrone_fold_seconds_count");
      await expect.poll(folded, WITHIN).toBeGreaterThan(20);
    }
    await expectOncePerTick();
    for (const each of controllers) {
      await each.kill();
      const news = queueEvents(besides, "{iso}:maintenance");
      await news();
      const goesOn = async () => (await news()).some(({ event }) => event === "completed");
      await expect.poll(goesOn, WITHIN).toBe(true);
      await each.start();
    }
    await load.finish();
    await expectOncePerTick();
    const unfinished = async () =>
      (await besides.llen("{iso:0}:measurements:wait")) +
      (await besides.llen("{iso:0}:measurements:active"));
    await expect.poll(unfinished, WITHIN).toBe(0);
    const window = { fromMs: nowMs - MINUTE_MS, toMs: Date.now() + MINUTE_MS, stepMs: MINUTE_MS };
    const { totals } = await storedTotals(store, maker.series, window);
    expect(differences(totals, expected.totals(MINUTE_MS))).toEqual([]);
    expect(await besides.zcard("{iso:0}:measurements:failed")).toBe(0);
  }, 600_000);
});
