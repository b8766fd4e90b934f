import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replayJournals } from "../../../probe/deliver/replay-journals.ts";
import { Spool } from "../../../probe/deliver/spool.ts";
import { SampleJournal } from "../../../probe/record/sample-journal.ts";
import { journalHeader } from "../../../probe/worker/journal-header.ts";

const BOOT = "bootboot";
const SERIES = { service: "shop", entry: "direct", endpoint: "eu", metric: "echo_rtt" } as const;
let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-replay-"));
  const journal = new SampleJournal({
    dir,
    header: (firstSeq) =>
      journalHeader({ vantage: "office", boot: BOOT, firstSeq, assignmentVersion: "v1" }),
    onError: (error) => {
      throw error;
    },
  });
  for (const samples of [3, 4]) {
    for (let count = 0; count < samples; count += 1) {
      journal.record(SERIES, Date.now(), { kind: "lost" });
    }
    journal.rotate(1);
  }
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = () => Spool.open(dir, 1_000_000);
const replay = async (spool: Spool) => replayJournals(dir, spool, () => undefined);
const journals = async () => (await readdir(dir)).filter((file) => file.startsWith("journal"));

async function contents(spool: Spool): Promise<string[]> {
  const all: string[] = [];
  for (let next = spool.oldest; next !== null; next = spool.oldest) {
    all.push((await spool.read(next)) ?? "");
    await spool.remove(next);
  }
  return all;
}

const sentOf = (texts: string[]) =>
  texts.map((text) => {
    const { boot, seq, contributions } = JSON.parse(text);
    return [boot, seq, contributions[0].sent];
  });

describe("probe/deliver/replay-journals", () => {
  it("spools every journal once, under the boot and number of the process that was killed", async () => {
    const spool = await open();
    await replay(spool);
    expect(await journals()).toEqual([]);
    await replay(spool);
    expect(sentOf(await contents(spool))).toEqual([
      [BOOT, 1, 3],
      [BOOT, 2, 4],
    ]);
  });

  it("doubles nothing and changes nothing when it was killed before it removed a journal", async () => {
    const killed = await open();
    const stuck = Object.assign(Object.create(killed), {
      has: () => false,
      putAll: (batches: Parameters<Spool["putAll"]>[0]) =>
        killed.putAll(batches, Date.now(), () => Promise.reject(new Error("killed"))),
    });
    await expect(replay(stuck)).rejects.toThrow("killed");
    expect(killed.length).toBe(0);
    expect(await journals()).toHaveLength(2);
    const left = await contents(await open());
    await replay(await open());
    const again = await open();
    expect(await journals()).toEqual([]);
    // The batch on disk was read and removed above, so the journal gives it again: the same text.
    const [first, second] = await contents(again);
    expect(left).toEqual([first]);
    expect(sentOf([first ?? "", second ?? ""])).toEqual([
      [BOOT, 1, 3],
      [BOOT, 2, 4],
    ]);
  });

  it("leaves a batch alone that already waits", async () => {
    const killed = await open();
    const kept = { closedAtMs: Date.now(), boot: BOOT, seq: 1, content: "kept" };
    await killed.putAll([kept], Date.now());
    await replay(killed);
    expect(await contents(killed)).toMatchObject(["kept", expect.stringContaining('"seq":2')]);
  });
});
