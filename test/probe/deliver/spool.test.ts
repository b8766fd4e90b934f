import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Spool } from "../../../probe/deliver/spool.ts";

const DAY_MS = 86_400_000;
const LIMIT_BYTES = 1_000;
let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-spool-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const name = (boot: string, seq: number, closedAtMs = 1_000) => ({ boot, seq, closedAtMs });

async function drain(spool: Spool): Promise<string[]> {
  const seen: string[] = [];
  for (let next = spool.oldest; next !== null; next = spool.oldest) {
    seen.push(`${next.boot}/${next.seq}`);
    await spool.remove(next);
  }
  return seen;
}

describe("probe/deliver/spool", () => {
  it("keeps the order of closing, also across restarts and past ten", async () => {
    const first = await Spool.open(dir, LIMIT_BYTES);
    for (let seq = 1; seq <= 11; seq += 1)
      await first.putAll([{ ...name("zzzzzzzz", seq), content: "{}" }], 1_000);
    const second = await Spool.open(dir, LIMIT_BYTES);
    await second.putAll([{ ...name("aaaaaaaa", 1), content: "{}" }], 1_000);
    const third = await Spool.open(dir, LIMIT_BYTES);
    const expected = Array.from({ length: 11 }, (_, index) => `zzzzzzzz/${index + 1}`);
    expect(await drain(third)).toEqual([...expected, "aaaaaaaa/1"]);
    expect((await Spool.open(dir, LIMIT_BYTES)).length).toBe(0);
  });

  it("keeps content whole, in files that only the owner can read", async () => {
    const spool = await Spool.open(dir, LIMIT_BYTES);
    await spool.putAll([{ ...name("bootboot", 1), content: '{"n":1}' }], 1_000);
    const batch = spool.oldest;
    if (batch === null) throw new Error("nothing was spooled");
    expect(await spool.read(batch)).toBe('{"n":1}');
    expect((await stat(join(dir, batch.file))).mode & 0o777).toBe(0o600);
  });

  it("forgets a file that a crash left half written", async () => {
    const spool = await Spool.open(dir, LIMIT_BYTES);
    await spool.putAll([{ ...name("bootboot", 1), content: "{}" }], 1_000);
    await writeFile(join(dir, "000000000002-1000-bootboot-2.json.part"), '{"half');
    const reopened = await Spool.open(dir, LIMIT_BYTES);
    expect(reopened.length).toBe(1);
    expect((await readdir(dir)).filter((file) => file.endsWith(".part"))).toEqual([]);
  });

  it("drops the oldest when there is too much, and counts it once", async () => {
    const spool = await Spool.open(dir, LIMIT_BYTES);
    for (let seq = 1; seq <= 4; seq += 1) {
      await spool.putAll([{ ...name("bootboot", seq), content: "x".repeat(400) }], 1_000);
    }
    expect(spool.takeDropped()).toBe(2);
    expect(spool.takeDropped()).toBe(0);
    expect(await drain(spool)).toEqual(["bootboot/3", "bootboot/4"]);
  });

  it("drops what is older than a day", async () => {
    const spool = await Spool.open(dir, LIMIT_BYTES);
    await spool.putAll([{ ...name("bootboot", 1, 1_000), content: "{}" }], 1_000);
    await spool.putAll([{ ...name("bootboot", 2, 2_000 + DAY_MS), content: "{}" }], 2_000 + DAY_MS);
    expect(spool.takeDropped()).toBe(1);
    expect(await drain(spool)).toEqual(["bootboot/2"]);
  });

  it("keeps even a batch that is larger than the limit, as long as it is the only one", async () => {
    const spool = await Spool.open(dir, 10);
    await spool.putAll([{ ...name("bootboot", 1), content: "x".repeat(50) }], 1_000);
    expect(spool.length).toBe(1);
  });

  it("puts a refused batch aside", async () => {
    const spool = await Spool.open(dir, LIMIT_BYTES);
    await spool.putAll([{ ...name("bootboot", 1), content: "{}" }], 1_000);
    if (spool.oldest !== null) await spool.refuse(spool.oldest);
    expect([spool.length, spool.takeDropped()]).toEqual([0, 1]);
    expect(await readdir(join(dir, "refused"))).toHaveLength(1);
    expect((await Spool.open(dir, LIMIT_BYTES)).length).toBe(0);
  });
});
