import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import { SeriesAnswer } from "../../../controller/contract/series.ts";
import type { ControllerOptions } from "../../../controller/main.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import { type Random, seededRandom } from "../../../infra/lab/delay/random.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { parseSeriesKey, type Series } from "../../../probe/contract/path.ts";
import {
  buildControllerProgram,
  type ControllerProcess,
  type ControllerProgram,
} from "../../helpers/controller-process.ts";
import { type FaultyRedis, faultyRedis } from "../../helpers/crashing-redis.ts";
import { evidence, type Hits, leastOf } from "../../helpers/fault/evidence.ts";
import { faultDeck, type Victim } from "../../helpers/fault/fault-deck.ts";
import { injectFault } from "../../helpers/fault/injector.ts";
import { queueEvents } from "../../helpers/fault/watch-queue.ts";
import { declareVantages } from "../../helpers/load/declare-vantages.ts";
import { differences, ledger, type TotalsTable } from "../../helpers/load/ledger.ts";
import { batchMaker } from "../../helpers/load/make-batches.ts";
import { type Load, runLoad } from "../../helpers/load/run-load.ts";
import { type Sender, sender } from "../../helpers/load/sender.ts";
import { storedTotals } from "../../helpers/load/stored-totals.ts";

const HOUR_MS = 60 * MINUTE_MS;
const LENGTHS_MS = [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS];
const LOAD_MS = 30_000;
const LEAST_ROUNDS = 1;
/** Ends a test whose faults hit nothing; it then fails. */
const MOST_ROUNDS = 8;
const LONGEST_PAUSE_MS = 1_000;
/** Generous: jobs of dead workers come back after 20 s, and the machine may be busy. */
const WITHIN = { timeout: 240_000, interval: 500 };
/** More than a day, so that the day changes within. */
const PAST_HOURS = 30;
const LEAST_KILLS = { "controller 0": 2, "controller 1": 2, worker: 2, redis: 3, all: 1 };
const LEAST_HITS: Hits = { stalled: 2, lostAnswers: 1, rolledAgain: 3 };
const LEAST_FIGURES = { acknowledged: 250, turnedAway: 1, unreachable: 1, cut: 3 };
const VANTAGES = ["ap-south-1", "eu-west-1", "sa-east-1", "us-east-1"];
const { FAULT_SEED } = process.env;
const SEED = Number(FAULT_SEED ?? randomInt(2 ** 31));

type Window = { readonly fromMs: number; readonly toMs: number };

let redis: FaultyRedis;
let program: ControllerProgram;
let store: Store;
let besides: Redis;
let controllers: ControllerProcess[];
let worker: ControllerProcess;
let viewer: string;
let send: Sender;
/** Apart from the load's, so that the same faults come again whatever the load has used up. */
const random = seededRandom(SEED);
const [toMake, toSend, toLoad] = [1, 2, 3].map((more) => seededRandom(SEED + more)) as [
  Random,
  Random,
  Random,
];

const ignore = () => undefined;

beforeAll(async () => {
  [redis, program] = await Promise.all([
    faultyRedis("--appendfsync", "always", "--hash-max-listpack-value", "4096"),
    buildControllerProgram(),
  ]);
  await redis.start();
  const options: ControllerOptions = {
    redis: { socketPath: redis.socketPath },
    host: "127.0.0.1",
    port: 0,
    logLevel: "error",
    schedule: { rollUpEveryMs: 1_000, adviseEveryMs: 2_000 },
    waitForRedis: true,
  };
  const declared = await declareVantages(options, VANTAGES);
  viewer = declared.viewer;
  const both = { api: true, worker: true };
  controllers = [0, 1].map(() => program.process({ ...options, roles: both }));
  worker = program.process({ ...options, roles: { api: false, worker: true } });
  await Promise.all([...controllers, worker].map((each) => each.start()));
  send = sender(controllers, declared.tokens, toSend);
  store = await openStore({ socketPath: redis.socketPath }, ignore);
  besides = new Redis({
    path: redis.socketPath,
    maxRetriesPerRequest: null,
    retryStrategy: () => 200,
  });
  besides.on("error", ignore);
});

afterAll(async () => {
  besides?.disconnect();
  await program?.remove();
  await store?.close();
  await redis?.remove();
});

async function ask(path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${viewer}` };
  let text = "";
  const status = async () => {
    const response = await fetch(`${controllers[0]?.url()}${path}`, { headers });
    text = await response.text();
    return response.status;
  };
  // It may not have noticed yet that Redis is back.
  await expect.poll(status, WITHIN).toBe(200);
  return JSON.parse(text);
}

const QUEUE = "{iso:0}:measurements";

async function isInWork(): Promise<boolean> {
  return besides.status === "ready" && (await besides.llen(`${QUEUE}:active`)) > 0;
}

/** Batches that are not counted yet, and hours before a time that are not rolled up. */
async function unsettled(beforeMs: number) {
  const [waiting, active, delayed, ...due] = await Promise.all([
    besides.llen(`${QUEUE}:wait`),
    besides.llen(`${QUEUE}:active`),
    besides.zcard(`${QUEUE}:delayed`),
    ...VANTAGES.map((vantage) => besides.hkeys(`iso:due:{${vantage}}`)),
  ]);
  const hours = due.flat().filter((name) => name !== "n" && Number(name) < beforeMs);
  return { waiting, active, delayed, hours };
}

const settled = (beforeMs: number) =>
  expect
    .poll(() => unsettled(beforeMs), WITHIN)
    .toEqual({ waiting: 0, active: 0, delayed: 0, hours: [] });

/** The totals of spans that begin in a window. */
function within(table: TotalsTable, { fromMs, toMs }: Window): TotalsTable {
  const entries = [...table].map(([series, spans]) => {
    const inside = [...spans].filter(([startMs]) => startMs >= fromMs && startMs < toMs);
    return [series, new Map(inside)] as const;
  });
  return new Map(entries);
}

/** Kills in rounds until the load has lasted long enough and the faults have hit; answers the kills. */
async function playRounds(
  load: Load,
  isEnough: (rounds: number) => boolean,
  look: () => Promise<void>,
): Promise<Record<Victim, number>> {
  const targets = { processes: [...controllers, worker], redis, sender: send, isInWork };
  const kills = { "controller 0": 0, "controller 1": 0, worker: 0, redis: 0, all: 0 };
  for (let rounds = 0; rounds < MOST_ROUNDS && !isEnough(rounds); rounds += 1) {
    for (const fault of faultDeck(random)) {
      await injectFault(fault, targets, random);
      kills[fault.victim] += 1;
      await delay(random() * LONGEST_PAUSE_MS);
      await look();
      load.failure.throwIfAborted();
    }
  }
  return kills;
}

describe("everything that may die under load", () => {
  it("counts every acknowledged batch once, in every bucket", { timeout: 900_000 }, async () => {
    onTestFailed(() => {
      process.stderr.write(`The faults of this run come again with FAULT_SEED=${SEED}\n`);
    });
    const startMs = Date.now();
    const pastToMs = startMs - (startMs % HOUR_MS) - 2 * HOUR_MS;
    const past = { fromMs: pastToMs - PAST_HOURS * HOUR_MS, toMs: pastToMs };
    const maker = batchMaker(toMake, VANTAGES, past);
    const expected = ledger(LENGTHS_MS);
    const load = runLoad(maker, expected, send, toLoad);
    const found = evidence(besides, QUEUE, maker.series[0] ?? "", past);
    const hits = (): Hits => found.hits(send.cutJobs, load.sentTwice);
    const isEnough = (rounds: number) =>
      rounds >= LEAST_ROUNDS &&
      Date.now() - startMs >= LOAD_MS &&
      Object.entries(LEAST_HITS).every(([what, least]) => hits()[what as keyof Hits] >= least);

    const kills = await playRounds(load, isEnough, found.look);
    await load.finish();
    await found.look();
    // That the kills were many, and met what they were to meet.
    expect(kills).toEqual(leastOf(LEAST_KILLS));
    expect(hits()).toEqual(leastOf(LEAST_HITS));
    expect(send.figures).toEqual(leastOf(LEAST_FIGURES));

    expect([...controllers, worker].map((each) => each.isRunning())).toEqual([true, true, true]);

    await settled(pastToMs);
    await load.sendAgain();
    await settled(pastToMs);

    for (const lengthMs of LENGTHS_MS) {
      const stored = await storedTotals(store, maker.series, { ...past, stepMs: lengthMs });
      expect(stored.resolutionMs).toBe(lengthMs);
      expect(differences(stored.totals, within(expected.totals(lengthMs), past))).toEqual([]);
    }
    const present = { fromMs: pastToMs, toMs: Date.now() + HOUR_MS };
    const stored = await storedTotals(store, maker.series, { ...present, stepMs: MINUTE_MS });
    expect(differences(stored.totals, within(expected.totals(MINUTE_MS), present))).toEqual([]);
    await expectSameOverHttp(maker.series, expected.totals(HOUR_MS), past);
    expect(await ask("/v1/dead-letters")).toEqual({ total: 0, letters: [] });
    await expectSchedulesGoOn();
  });
});

/** As people get it: what was sent, lost and failed, and the extremes, hour by hour. */
async function expectSameOverHttp(
  keys: readonly string[],
  expected: TotalsTable,
  { fromMs, toMs }: Window,
): Promise<void> {
  for (const key of keys) {
    const { endpoint, ...series } = parseSeriesKey(key) as Series;
    const query = new URLSearchParams({
      ...series,
      ...(endpoint === null ? {} : { endpoint }),
      ...{ fromMs: String(fromMs), toMs: String(toMs), stepMs: String(HOUR_MS) },
    });
    const { points } = SeriesAnswer.parse(await ask(`/v1/series?${query}`));
    const told = points.map(({ atMs, summary }) => {
      const { n, sent, lost, tainted, failed, minUs, maxUs, servedBy } = summary;
      return [atMs, { n, sent, lost, tainted, failed, minUs, maxUs, servedBy }];
    });
    const spans = [...(expected.get(key) ?? [])].sort(([a], [b]) => a - b);
    const own = spans
      .filter(([atMs]) => atMs >= fromMs && atMs < toMs)
      .map(([atMs, { sent, lost, tainted, failures, values, minUs, maxUs, servedBy }]) => {
        const [failed, n] = [failures, values].map((counts) =>
          Object.values(counts).reduce((sum, count) => sum + count, 0),
        );
        return [atMs, { n, sent, lost, tainted, failed, minUs, maxUs, servedBy }];
      });
    expect([key, told]).toEqual([key, own]);
  }
}

/** A job of a schedule puts the next one up: none of the deaths may have broken that chain. */
async function expectSchedulesGoOn(): Promise<void> {
  for (const queue of ["maintenance", "advice"]) {
    const news = queueEvents(besides, `{iso}:${queue}`);
    await news();
    const ended = async () => (await news()).some(({ event }) => event === "completed");
    await expect.poll(ended, WITHIN).toBe(true);
    await expect.poll(ended, WITHIN).toBe(true);
  }
}
