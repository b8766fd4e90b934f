import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import type { ChangeEvent } from "../../controller/contract/event.ts";
import type { ModelError } from "../../controller/contract/model-error.ts";
import type { PriceReading } from "../../controller/contract/price-reading.ts";
import type { PriceNews } from "../../controller/contract/prices.ts";
import { Recommendation } from "../../controller/contract/recommendation.ts";
import { planFold } from "../../controller/core/fold/plan-fold.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import { estateRecord } from "../../controller/store/estate-record.ts";
import type { Store } from "../../controller/store/store.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { ESTATE } from "../helpers/estate.ts";
import { withTestStore } from "../helpers/test-store.ts";

let store: Store;
let redis: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});

const made =
  (service: string, sentence: string) =>
  (id: string): Recommendation =>
    Recommendation.parse({
      id,
      service,
      madeAtMs: 1_800_000_000_000,
      outcome: "insufficient_evidence",
      sentence,
      soFar: null,
      missing: [],
      vantages: [],
      groups: [],
      evidence: {
        fromMs: 1,
        toMs: 2,
        samples: 0,
        fullDays: 0,
        coverage: 0,
        grade: "C",
        hash: "00",
      },
    });

describe("controller/store/recommendations", () => {
  it("numbers them over all services and lists the newest first", async () => {
    const { append, list, latest, get } = store.recommendations;
    await append("shop", made("shop", "one"));
    await append("blog", made("blog", "two"));
    await append("shop", made("shop", "three"));
    expect((await list("shop", 10)).map(({ id }) => id)).toEqual(["REC-0003", "REC-0001"]);
    expect(await list("shop", 1)).toHaveLength(1);
    expect(await list("shop", 0)).toEqual([]);
    expect((await latest("shop"))?.sentence).toBe("three");
    expect((await get("REC-0002"))?.sentence).toBe("two");
    expect(await get("REC-0009")).toBeNull();
    expect(await latest("other")).toBeNull();
  });

  it("gives different numbers to those made at the same time", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => store.recommendations.append("shop", made("shop", "x"))),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(20);
    expect(await store.recommendations.list("shop", 100)).toHaveLength(20);
  });

  it("keeps nothing under another number than the one it gave", async () => {
    await expect(
      store.recommendations.append("shop", () => made("shop", "x")("REC-0042")),
    ).rejects.toThrow("REC-0042");
    expect(await store.recommendations.list("shop", 10)).toEqual([]);
  });
});

describe("controller/store/recommendations: how well they held", () => {
  const error = (recommendation: string, sentence: string): ModelError => ({
    ...{ recommendation, service: "shop", design: "as it stands", predictedAtMs: 1, sentence },
    ...{ measured: { fromMs: 1, toMs: 2 }, groups: [], p50: null, endpoint: null },
  });

  it("keeps the last that was found of each, the newest recommendation first", async () => {
    const { recommendations } = store;
    expect(await recommendations.errors("shop")).toEqual([]);
    await recommendations.keepError(error("REC-0009", "first"));
    await recommendations.keepError(error("REC-0010", "second"));
    await recommendations.keepError(error("REC-0009", "again"));
    const found = await recommendations.errors("shop");
    expect(found.map(({ sentence }) => sentence)).toEqual(["second", "again"]);
    expect(await recommendations.errors("other")).toEqual([]);
  });
});

describe("controller/store/estate-record", () => {
  it("answers the estate as declared last", async () => {
    expect(await store.estate.read()).toBeNull();
    await store.estate.write(ESTATE);
    expect(await store.estate.read()).toEqual(ESTATE);
    const other = { ...ESTATE, environment: { name: "other", note: "" } };
    await store.estate.write(other);
    expect((await store.estate.read())?.environment.name).toBe("other");
  });

  it("loses no change of those that are made at the same time", async () => {
    const add = (id: string) =>
      store.estate.change((estate) => {
        const before = estate ?? ESTATE;
        const [first] = ESTATE.services;
        if (first === undefined) throw new Error("no service");
        return { ...before, services: [...before.services, { ...first, id }] };
      });
    const ids = Array.from({ length: 8 }, (_, at) => `service-${at}`);
    const changed = await Promise.all(ids.map(add));
    const stored = await store.estate.read();
    expect(stored?.services.map(({ id }) => id).toSorted()).toEqual([
      "service-0",
      "service-1",
      "service-2",
      "service-3",
      "service-4",
      "service-5",
      "service-6",
      "service-7",
      "shop",
    ]);
    expect(Math.max(...changed.map(({ services }) => services.length))).toBe(9);
  });

  it("changes nothing where the change fails, and gives up on an estate that never holds still", async () => {
    await store.estate.write(ESTATE);
    const refuse = () => {
      throw new Error("no");
    };
    await expect(store.estate.change(refuse)).rejects.toThrow("no");
    expect(await store.estate.read()).toEqual(ESTATE);
    const own = connectRedis({ socketPath: redis.options.path ?? "" }, refuse);
    let at = 0;
    const get = async (key: string) => {
      const text = await own.get(key);
      // What was read is out of date before it can be replaced.
      at += 1;
      const environment = { name: `name-${at}`, note: "" };
      await redis.set(key, JSON.stringify({ ...ESTATE, environment }));
      return text;
    };
    const isoReplace = own.isoReplace.bind(own);
    const busy = estateRecord({ get, isoReplace } as unknown as Redis).change(() => ESTATE);
    await expect(busy).rejects.toThrow("20 times in a row");
    own.disconnect();
    expect((await store.estate.read())?.environment.name).toBe("name-20");
  });
});

describe("controller/store/parse-derived", () => {
  const reading: PriceReading = { startedAtMs: 1, finishedAtMs: 2, parts: [] };
  const news: PriceNews = { atMs: 2, changes: [], more: 0 };

  it("takes prices of an earlier shape for none, until they are read anew", async () => {
    const old = JSON.stringify({ readAtMs: 1, quotes: [] });
    await redis.hset("iso:prices", "reading", old, "news", JSON.stringify([news, { at: 1 }]));
    expect(await store.prices.read()).toBeNull();
    expect(await store.prices.news()).toEqual([news]);
    await store.prices.write(reading, [news]);
    expect(await store.prices.read()).toEqual(reading);
  });

  it("takes a drift report of an earlier shape for none, but never a baseline", async () => {
    await redis.hset("iso:drift", "declared shop", JSON.stringify({ report: { senses: [] } }));
    await redis.hset("iso:baselines", "shop", JSON.stringify({ service: "shop" }));
    expect(await store.drift.read("shop", "declared")).toBeNull();
    await expect(store.drift.baseline("shop")).rejects.toThrow("invalid_type");
  });
});

describe("controller/store/probe-reports", () => {
  it("keeps the newest sign of life, whatever the order of writing", async () => {
    const batch = batchOf([]);
    await store.probes.write(batch, 2_000);
    await store.probes.write({ ...batch, boot: "boot0000" }, 1_000);
    const reports = await store.probes.read(["eu-west-1", "us-east-1"]);
    expect([...reports.keys()]).toEqual(["eu-west-1"]);
    expect(reports.get("eu-west-1")).toEqual({
      newestBatchAtMs: 2_000,
      version: "0.1.0",
      boot: "boot0001",
      health: batch.health,
    });
  });
});

describe("controller/store/series-index", () => {
  it("keeps the newest minute of each series and finds the active ones", async () => {
    const old = "eu-west-1/shop/direct/a/echo_rtt";
    const young = "eu-west-1/shop/dns/*/echo_rtt";
    const fold = (seq: number, minuteMs: number, path: object) => {
      const batch = batchOf([{ ...answers(minuteMs, 500, 1), ...path }], { seq });
      return store.buckets.fold(batch, planFold(batch, 0), 180_000);
    };
    await fold(1, 60_000, { endpoint: "a" });
    await fold(2, 180_000, { entry: "dns", endpoint: null });
    await fold(3, 120_000, { entry: "dns", endpoint: null });
    expect(await store.index.vantages()).toEqual(["eu-west-1"]);
    expect(await store.index.activeSince("shop", 0)).toEqual([old, young]);
    expect(await store.index.activeSince("shop", 180_000)).toEqual([young]);
    await store.index.forgetBefore("eu-west-1", 120_000);
    expect(await store.index.activeSince("shop", 0)).toEqual([young]);
    expect(await store.index.activeSince("blog", 0)).toEqual([]);
    await store.index.forgetBefore("eu-west-1", 240_000);
    expect(await store.index.vantages()).toEqual([]);
  });
});

describe("controller/store/access-records", () => {
  const holder = { name: "owner", role: "admin" as const };

  it("hands a login out once, also to callers at the same time", async () => {
    await store.access.putLogin("aa", holder, 10_000);
    const taken = await Promise.all([1, 2, 3].map(() => store.access.takeLogin("aa")));
    expect(taken.filter((each) => each !== null)).toEqual([holder]);
    expect(await redis.keys("iso:access:*")).toEqual([]);
  });

  it("ends sessions when told, and by themselves after their time", async () => {
    await store.access.putSession("bb", holder, 10_000);
    expect(await store.access.session("bb")).toEqual(holder);
    expect(await redis.pttl("iso:access:session:bb")).toBeGreaterThan(0);
    await store.access.endSession("bb");
    expect(await store.access.session("bb")).toBeNull();
  });
});

describe("controller/store/changes", () => {
  it("tells every listener until it leaves", async () => {
    const event: ChangeEvent = { kind: "estate", atMs: 5, vantages: [] };
    const heard: ChangeEvent[] = [];
    let told: () => void = () => undefined;
    const next = () =>
      new Promise<void>((resolve) => {
        told = resolve;
      });
    const stay = store.changes.listen(() => told());
    const leave = store.changes.listen((each) => heard.push(each));
    const first = next();
    await store.changes.publish(event);
    await first;
    leave();
    const second = next();
    await store.changes.publish(event);
    await second;
    stay();
    expect(heard).toEqual([event]);
  });
});
