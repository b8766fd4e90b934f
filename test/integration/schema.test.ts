import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../controller/core/fold/keep.ts";
import { planFold } from "../../controller/core/fold/plan-fold.ts";
import { startController } from "../../controller/main.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { prepareSchema, SCHEMA_VERSION } from "../../controller/store/schema.ts";
import { openStore, type Store } from "../../controller/store/store.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { Died, diesAfter } from "../helpers/faulty-redis.ts";
import { startTestRedis, type TestRedis } from "../helpers/redis-server.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const START_MS = 500_000 * HOUR_MS;
const LATER_MS = START_MS + 4 * HOUR_MS;
const DIRECT = "eu-west-1/shop/direct/eu-west-1/echo_rtt";
const DNS = "eu-west-1/shop/dns/*/echo_rtt";
const ACCELERATOR = "eu-west-1/shop/accelerator/*/echo_rtt";
/** A vantage with the name of a service. */
const NAMESAKE = "shop/shop/direct/us-east-1/echo_rtt";
const RECORDED = new URL("../fixtures/store/version-1.json", import.meta.url);

let server: TestRedis;
let redis: Redis;
const opened: Store[] = [];
const fail = (error: Error) => {
  throw error;
};

beforeEach(async () => {
  server = await startTestRedis();
  redis = new Redis({ path: server.socketPath });
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  redis.disconnect();
  await server.stop();
});

async function open(): Promise<Store> {
  const store = await openStore(server, fail);
  opened.push(store);
  return store;
}

/** What a release with layout 1 wrote: commands, with the values of hashes in hexadecimal. */
async function writeVersion1(): Promise<void> {
  const commands = JSON.parse(readFileSync(RECORDED, "utf8")) as string[][];
  for (const [command = "", ...argv] of commands) {
    const isHash = command === "HSET";
    const values = argv.map((each, at) => (isHash && at === 2 ? Buffer.from(each, "hex") : each));
    await redis.call(command, ...values);
    if (isHash) await redis.pexpire(argv[0] ?? "", 73 * HOUR_MS);
  }
}

async function sent(store: Store, stepMs: number | null = MINUTE_MS) {
  const window = { fromMs: START_MS, toMs: START_MS + 2 * HOUR_MS, stepMs };
  const keys = [DIRECT, DNS, ACCELERATOR, NAMESAKE];
  const { bySeries } = await store.buckets.sums(keys, window, LATER_MS);
  return [...bySeries.values()].map((steps) =>
    steps.map(({ atMs, bucket }) => [(atMs - START_MS) / MINUTE_MS, bucket.sent]),
  );
}

/** Minutes and attempts of each series, as they were recorded. */
const BEFORE = [
  [
    [0, 3],
    [1, 6],
    [3, 9],
    [60, 5],
    [61, 6],
  ],
  [[1, 3]],
  [],
  [[2, 8]],
];

describe("controller/store/schema", () => {
  it("writes the version into an empty store", async () => {
    await open();
    expect(await redis.get("iso:schema")).toBe(String(SCHEMA_VERSION));
  });

  it("brings a store of version 1 along, and rolls it up", async () => {
    await writeVersion1();
    const store = await open();
    expect(await sent(store)).toEqual(BEFORE);
    expect(await store.index.vantages()).toEqual(["eu-west-1", "shop"]);
    expect(await store.index.activeSince("shop", START_MS + 2 * MINUTE_MS)).toEqual([
      DIRECT,
      "shop/shop/direct/eu-west-1/echo_rtt",
      NAMESAKE,
    ]);
    expect([await redis.keys("iso:s:*"), await redis.keys("iso:series:*")]).toEqual([[], []]);
    expect(await redis.pttl(`iso:m:{eu-west-1}:shop/dns/*/echo_rtt:${START_MS}`)).toBe(-1);
    expect(await store.buckets.rollUp(await store.index.vantages(), LATER_MS)).toBe(3);
    expect(await sent(store, HOUR_MS)).toEqual([
      [
        [0, 18],
        [60, 11],
      ],
      [[0, 3]],
      [],
      [[0, 8]],
    ]);
  });

  it("knows the batches that were folded before, also one that was folded in part", async () => {
    await writeVersion1();
    const store = await open();
    const fold = (batch: ReturnType<typeof batchOf>) =>
      store.buckets.fold(batch, planFold(batch, 0), LATER_MS);
    const minute = (at: number, bin: number, n: number) =>
      answers(START_MS + at * MINUTE_MS, bin, n);
    await fold(batchOf([minute(0, 500, 3), minute(1, 600, 2)], { seq: 1 }));
    await fold(batchOf([minute(1, 620, 4), minute(60, 700, 5)], { seq: 2 }));
    expect(await sent(store)).toEqual(BEFORE);
    const rest = { ...minute(3, 510, 10), entry: "accelerator" as const, endpoint: null };
    const inPart = batchOf([minute(3, 500, 9), rest], { seq: 3 });
    for (const _time of [1, 2]) await fold(inPart);
    await fold(batchOf([minute(3, 500, 1)], { seq: 4 }));
    const [direct = [], , accelerator] = await sent(store);
    expect(direct[2]).toEqual([3, 10]);
    expect(accelerator).toEqual([[3, 10]]);
  });

  it("goes on where a migration died", async () => {
    const own = connectRedis(server, fail);
    for (let calls = 0; calls < 12; calls += 1) {
      await redis.flushall();
      await writeVersion1();
      for (const isLastDone of [false, true]) {
        const dying = prepareSchema(diesAfter(own, calls, isLastDone), DEFAULT_KEEP);
        await dying.catch((error: unknown) => expect(error).toBeInstanceOf(Died));
        // Nobody renews the lock of the dead; here it does not have to run out.
        await redis.del("iso:schema-lock");
      }
      const store = await open();
      expect(await sent(store)).toEqual(BEFORE);
      expect(await store.index.vantages()).toEqual(["eu-west-1", "shop"]);
    }
    own.disconnect();
  });

  it("is done once when several start at the same time, and all wait for it", async () => {
    await writeVersion1();
    const stores = await Promise.all([open(), open(), open(), open()]);
    for (const store of stores) expect(await sent(store)).toEqual(BEFORE);
    expect(await redis.exists("iso:schema-lock")).toBe(0);
  });

  it("goes on with a minute of version 2, whose parts carry their names each", async () => {
    // Length, head 0x61, 30 s, one endpoint, 3 answers, 100 to 110 µs, one bin of 3 at 100.
    const name = [...Buffer.from("eu-west-1")];
    const body = [0x61, 0xe0, 0xd4, 0x03, 1, name.length, ...name, 3, 100, 10, 1, 0xf3, 85];
    const key = `iso:m:{eu-west-1}:shop/direct/eu-west-1/echo_rtt:${START_MS}`;
    await redis.hset(key, "1", Buffer.from([body.length, ...body]));
    await redis.set("iso:schema", "2");
    const store = await open();
    expect(await redis.get("iso:schema")).toBe("3");
    for (const seq of [1, 2, 3]) {
      const batch = batchOf([answers(START_MS + MINUTE_MS, 100, seq)], { seq });
      await store.buckets.fold(batch, planFold(batch, 0), LATER_MS);
    }
    expect(await sent(store)).toEqual([[[1, 9]], [], [], []]);
  });

  it("refuses the data of a later release, and says what to do", async () => {
    await redis.set("iso:schema", "4");
    const starting = startController({
      redis: server,
      host: "127.0.0.1",
      port: 0,
      logLevel: "silent",
    });
    await expect(starting).rejects.toMatchObject({
      name: "ControllerProblem",
      message: "The data in Redis has layout version 4; this release reads versions up to 3.",
      mend: "Start the release that wrote the data, or a later one, or use another Redis.",
    });
    expect(await redis.get("iso:schema")).toBe("4");
  });
});

describe("controller/open-reachable-store", () => {
  async function warnings(...settings: string[]): Promise<string[]> {
    for (let at = 0; at < settings.length; at += 2)
      await redis.config("SET", settings[at] ?? "", settings[at + 1] ?? "");
    const lines: string[] = [];
    const controller = await startController({
      redis: server,
      host: "127.0.0.1",
      port: 0,
      roles: { api: false, worker: false },
      logTo: { write: (line) => lines.push(line) },
    });
    await controller.close();
    return lines.filter((line) => line.includes("more memory"));
  }

  it("warns of settings with which buckets take more memory than they need", async () => {
    const [line] = await warnings(
      ...["hash-max-listpack-value", "64", "hash-max-listpack-entries", "512"],
    );
    expect(line).toContain("set hash-max-listpack-value 4096");
    expect(line).not.toContain("entries");
    expect(await warnings("hash-max-listpack-value", "4096")).toEqual([]);
  });

  it("says nothing where Redis does not tell its settings", async () => {
    await redis.call("ACL", "SETUSER", "default", "-config");
    expect(await warnings()).toEqual([]);
  });

  it("refuses times to keep that do not fit together", async () => {
    const starting = startController({
      redis: server,
      host: "127.0.0.1",
      port: 0,
      keep: { hoursMs: 1_000 },
      logLevel: "silent",
    });
    await expect(starting).rejects.toMatchObject({
      message: "keep.hoursMs is 1000, which is less than fiveMinutesMs.",
    });
  });
});
