import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { storeSchema } from "../../../controller/store/migrate-schema.ts";
import { openStore } from "../../../controller/store/store.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { type TwoRedis, withTwoRedis } from "./two-redis.ts";

let two: TwoRedis;
withTwoRedis((opened) => {
  two = opened;
});

const BYTES = Buffer.from([0, 1, 0x0a, 0x22, 0x5c, 0x80, 0xff, 0xc3, 0x28]);

/** Every type, with bytes that are no text, long ones, and times to live. */
async function fill(redis: Redis): Promise<void> {
  await redis.set("iso:estate", JSON.stringify(ESTATE));
  await redis.set("iso:schema", "3");
  await redis.set("iso:bytes", BYTES);
  await redis.set("iso:empty", "");
  await redis.set("iso:folded:{v}:boot", "1-57,59", "PX", 3_600_000);
  await redis.hset(
    "iso:m:{v}:a:0",
    new Map([
      ["0", BYTES],
      [BYTES.toString("latin1"), Buffer.alloc(0)],
    ]),
  );
  await redis.pexpire("iso:m:{v}:a:0", 7_200_000);
  for (let at = 0; at < 3_000; at += 1) await redis.hset("iso:long", `f${at}`, `v${at}`);
  await redis.zadd(
    "iso:rec:{shop}",
    1,
    "one",
    "2.5",
    BYTES,
    "-inf",
    "low",
    "1000000000000001",
    "high",
  );
  await redis.sadd("iso:vantages", "b", "a", BYTES);
  await redis.set("iso:rec-counter", "7");
}

/** What is stored, by key: its type, whether it expires, and its content in an order of its own. */
async function contents(redis: Redis): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const key of (await redis.keys("*")).sort()) {
    const type = await redis.type(key);
    found[key] = [type, (await redis.pttl(key)) >= 0, await contentOf(redis, key, type)];
  }
  return found;
}

async function contentOf(redis: Redis, key: string, type: string): Promise<unknown> {
  if (type === "string") return await redis.getBuffer(key);
  if (type === "zset") return await redis.zrangeBuffer(key, 0, "-1", "WITHSCORES");
  if (type === "set") return (await redis.smembersBuffer(key)).sort(Buffer.compare);
  const fields = Object.entries(await redis.hgetallBuffer(key));
  return fields.sort(([a], [b]) => (a < b ? -1 : 1));
}

describe("controller/backup", () => {
  it("brings every type, any bytes and times to live into another Redis", async () => {
    await fill(two.from);
    const { header, trailer } = await two.backUp();
    expect(header).toMatchObject({ environment: "lab", schema: 3, waitingBatches: 0 });
    expect(trailer.sections).toEqual({ configuration: 2, evidence: 6, recommendations: 2 });
    const restored = await two.restore();
    expect(restored).toMatchObject({ expired: 0, replaced: false });
    expect(await contents(two.to)).toEqual(await contents(two.from));
    expect(await two.to.getBuffer("iso:bytes")).toEqual(BYTES);
    for (const key of ["iso:folded:{v}:boot", "iso:m:{v}:a:0"]) {
      const [left, before] = [await two.to.pttl(key), await two.from.pttl(key)];
      expect(Math.abs(left - before)).toBeLessThan(5_000);
    }
  });

  it("takes neither sessions nor links nor queues, nor what belongs to others", async () => {
    await fill(two.from);
    await two.from.mset("iso:access:session:a", "1", "iso:access:login:b", "2", "other", "3");
    await two.from.hset("{iso}:measurements:meta", "a", "b");
    await two.from.hset("{iso:3}:measurements:meta", "a", "b");
    await two.from.set("iso:access:api:t", "kept");
    await two.backUp();
    await two.restore();
    const kept = await two.to.keys("*");
    expect(kept).toContain("iso:access:api:t");
    expect(kept.filter((key) => /session|login|measurements|other/.test(key))).toEqual([]);
  });

  it("leaves out what has passed its time since", async () => {
    await fill(two.from);
    await two.backUp();
    const restored = await two.restore({ now: () => Date.now() + 5_000_000 });
    expect(restored.expired).toBe(1);
    expect(await two.to.exists("iso:folded:{v}:boot")).toBe(0);
    const leftMs = await two.to.pttl("iso:m:{v}:a:0");
    expect(leftMs).toBeGreaterThan(2_000_000);
    expect(leftMs).toBeLessThan(2_200_000);
  });

  it("only reads the store that it copies", async () => {
    await fill(two.from);
    const writes = async () =>
      /rdb_changes_since_last_save:(\d+)/.exec(await two.from.info("persistence"))?.[1];
    const before = await writes();
    await two.backUp();
    expect(await writes()).toBe(before);
  });

  it("backs nothing up from an empty store, and leaves no file", async () => {
    await expect(two.backUp()).rejects.toMatchObject({ code: "nothing_stored" });
    expect(await readdir(dirname(two.path))).toEqual([]);
  });

  it("leaves no file when it is interrupted", async () => {
    await fill(two.from);
    const stop = new AbortController();
    const progress = () => stop.abort(new Error("stopped"));
    await expect(two.backUp({ signal: stop.signal, progress })).rejects.toThrow("stopped");
    expect(await readdir(dirname(two.path))).toEqual([]);
  });

  it("refuses keys of a type that Isochrone does not write", async () => {
    await two.from.rpush("iso:list", "x");
    await expect(two.backUp()).rejects.toMatchObject({
      message: "The key iso:list is a list, which Isochrone does not write",
    });
  });
});

describe("controller/backup/restore", () => {
  it("refuses a Redis that holds data, queues alone as well, and changes nothing there", async () => {
    await fill(two.from);
    await two.backUp();
    for (const key of ["iso:estate", "{iso}:measurements:wait", "{iso:2}:measurements:wait"]) {
      await two.to.flushall();
      await two.to.set(key, "here");
      await expect(two.restore()).rejects.toMatchObject({ code: "not_empty" });
      expect(await two.to.keys("*")).toEqual([key]);
    }
  });

  it("replaces Isochrone's data, queues as well, and nothing else", async () => {
    await fill(two.from);
    await two.backUp();
    const before = ["iso:estate", "iso:stale", "{iso}:measurements:wait", "{iso:2}:m:wait"];
    for (const key of [...before, "other", "{isolated}:x"]) await two.to.set(key, "here");
    expect((await two.restore({ replace: true })).replaced).toBe(true);
    expect(await two.to.mget("other", "{isolated}:x")).toEqual(["here", "here"]);
    await two.to.del("other", "{isolated}:x");
    expect(await contents(two.to)).toEqual(await contents(two.from));
  });

  it("wipes nothing when the file is bad", async () => {
    await two.to.set("iso:estate", "precious");
    const path = new URL(import.meta.url).pathname;
    await expect(two.restore({ replace: true, path })).rejects.toMatchObject({ code: "no_backup" });
    expect(await two.to.keys("*")).toEqual(["iso:estate"]);
  });

  it("keeps controllers off after an interruption, until it has run to its end", async () => {
    await fill(two.from);
    for (let at = 0; at < 600; at += 1) await two.from.set(`iso:many:${at}`, "x");
    await two.backUp();
    const stop = new AbortController();
    const progress = (text: string) => {
      if (text.endsWith("keys written")) stop.abort(new Error("stopped"));
    };
    await expect(two.restore({ signal: stop.signal, progress })).rejects.toThrow("stopped");
    await expect(openStore(two.addresses.to, () => undefined)).rejects.toMatchObject({
      code: "restore_unfinished",
    });
    await expect(two.restore()).rejects.toMatchObject({ code: "restore_unfinished" });
    await expect(two.backUp({ address: two.addresses.to })).rejects.toMatchObject({
      code: "restore_unfinished",
    });
    await two.restore({ replace: true });
    expect(await contents(two.to)).toEqual(await contents(two.from));
    await (await openStore(two.addresses.to, () => undefined)).close();
  });

  it("refuses while a controller uses the Redis, and leaves it as it is", async () => {
    await fill(two.from);
    await two.backUp();
    const store = await openStore(two.addresses.to, () => undefined);
    await expect(two.restore({ replace: true })).rejects.toMatchObject({
      code: "store_in_use",
      message: "A controller uses this Redis",
    });
    // Written by the start of the store itself.
    expect((await two.to.keys("*")).sort()).toEqual(["iso:retention", "iso:schema"]);
    await store.close();
  });

  it("refuses data of a newer schema, naming both, and takes older data to its own", async () => {
    await fill(two.from);
    await two.from.set("iso:schema", "9");
    await expect(two.backUp()).rejects.toMatchObject({ code: "newer_schema" });
    await two.from.set("iso:schema", "3");
    await two.backUp();
    const renames = storeSchema([
      () => Promise.resolve(),
      () => Promise.resolve(),
      async (client) => void (await client.rename("iso:bytes", "iso:b")),
    ]);
    await two.restore({ schema: renames });
    expect(await two.to.mget("iso:schema", "iso:bytes")).toEqual(["4", null]);
    expect(await two.to.getBuffer("iso:b")).toEqual(BYTES);
    // As a release would that does not know that step yet.
    await expect(storeSchema().migrate(two.to)).rejects.toMatchObject({
      message: "The store has data of schema 4; this release knows up to schema 3",
    });
  });
});
