import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ProbeStretch, StretchBatch } from "../../../probe/contract/stretch-batch.ts";
import type { PostedBatch } from "../../../probe/deliver/controller-client.ts";
import { StretchDelivery } from "../../../probe/deliver/stretch-delivery.ts";

const BOOT = "0123456789ab";
const STRETCH: ProbeStretch = {
  runId: "run-1",
  laneId: "fresh",
  entry: "dns",
  class: "fresh",
  seq: 0,
  isOpen: true,
  state: "ok",
  servedBy: "eu",
  firstSentUs: 1,
  firstDoneUs: 2,
  lastSentUs: 3,
  lastDoneUs: 4,
  count: 2,
  clockErrorUs: 100,
};

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-stretches-"));
});
afterEach(() => rm(dir, { recursive: true }));

/** A way to a controller that is there or not, and what it has taken. */
async function open(answers: { isThere: boolean }, boot = BOOT) {
  const taken: StretchBatch[] = [];
  const told: string[] = [];
  const delivery = await StretchDelivery.open({
    vantage: { id: "office", token: "0123456789abcdef" },
    dir,
    spoolLimitBytes: 1_000_000,
    boot,
    client: {
      postStretches(content): Promise<PostedBatch> {
        if (!answers.isThere) {
          return Promise.resolve({ kind: "unavailable", reason: "away", retryAfterMs: null });
        }
        const batch = StretchBatch.parse(JSON.parse(content));
        taken.push(batch);
        const { vantage, boot: ofBoot, seq } = batch;
        const receipt = { vantage, boot: ofBoot, seq, assignmentVersion: "v1" };
        return Promise.resolve({ kind: "accepted", receipt });
      },
    },
    log: (_level, message) => void told.push(message),
  });
  const running = delivery.run();
  const finish = async () => {
    await delivery.finish();
    await running;
  };
  return { delivery, taken, told, finish };
}

describe("probe/deliver/stretch-delivery", () => {
  it("numbers batches and sends them in order", async () => {
    const { delivery, taken, told, finish } = await open({ isThere: true });
    delivery.take([STRETCH]);
    delivery.take([{ ...STRETCH, count: 3, isOpen: false }]);
    await finish();
    expect(taken.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(taken.map(({ stretches }) => stretches[0]?.count)).toEqual([2, 3]);
    expect(told).toEqual([]);
  });

  it("divides what is too much for one batch", async () => {
    const { delivery, taken, finish } = await open({ isThere: true });
    delivery.take(Array.from({ length: 4_001 }, (_, seq) => ({ ...STRETCH, seq })));
    await finish();
    expect(taken.map(({ stretches }) => stretches.length)).toEqual([2_000, 2_000, 1]);
    const seqs = taken.flatMap(({ stretches }) => stretches.map(({ seq }) => seq));
    expect(seqs).toEqual(Array.from({ length: 4_001 }, (_, seq) => seq));
  });

  it("keeps on disk what the controller did not take, also for the next start", async () => {
    const away = await open({ isThere: false });
    away.delivery.take([STRETCH]);
    await away.finish();
    expect(away.taken).toEqual([]);
    const back = await open({ isThere: true }, "ba9876543210");
    back.delivery.take([{ ...STRETCH, seq: 7 }]);
    await back.finish();
    const told = back.taken.map(({ boot, stretches }) => [boot, stretches[0]?.seq]);
    expect(told).toEqual([
      [BOOT, 0],
      ["ba9876543210", 7],
    ]);
  });
});
