import { gzipSync } from "node:zlib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FailoverLane } from "../../controller/contract/failover/failover-timeline.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { KEYS } from "../../controller/store/keys.ts";
import { openStore, type Store } from "../../controller/store/store.ts";
import { BatchReceipt } from "../../probe/contract/batch.ts";
import type { ProbeStretch, StretchBatch } from "../../probe/contract/stretch-batch.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

let controller: TestController;
let store: Store;
let redis: Redis;
let token: string;

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate(ESTATE);
  token = await controller.issueProbeToken("eu-west-1");
  store = await openStore(controller.redis, (error) => {
    throw error;
  });
  redis = new Redis({ path: controller.redis.socketPath });
});
afterAll(async () => {
  redis?.disconnect();
  await store?.close();
  await controller?.close();
});

let seq = 0;
function batchOf(stretches: ProbeStretch[], more: Partial<StretchBatch> = {}): StretchBatch {
  seq += 1;
  const name = { vantage: "eu-west-1", boot: "boot0001", seq, closedAtMs: Date.now() };
  return { wireVersion: 1, ...name, stretches, ...more };
}

/** Probes from a slot on, one in each second. */
function stretch(from: number, count: number, more: Partial<ProbeStretch> = {}): ProbeStretch {
  const firstSentUs = from * 1_000_000;
  const lastSentUs = (from + count - 1) * 1_000_000;
  return {
    runId: "run-1",
    laneId: "fresh",
    entry: "dns",
    class: "fresh",
    seq: from,
    isOpen: false,
    state: "ok",
    servedBy: "eu-west-1",
    firstSentUs,
    firstDoneUs: firstSentUs + 20_000,
    lastSentUs,
    lastDoneUs: lastSentUs + 20_000,
    count,
    clockErrorUs: 1_500,
    ...more,
  };
}

function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${controller.url}/v1/stretches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body,
  });
}

async function take(...batches: StretchBatch[]): Promise<void> {
  for (const batch of batches) expect((await post(JSON.stringify(batch))).status).toBe(202);
}

const told = async (runId: string) =>
  (await store.stretches.readRunLanes(runId)).map(({ vantage, laneId, stretches }) => ({
    lane: `${vantage}/${laneId}`,
    stretches: stretches.map(({ state, count }) => `${state} ${count}`),
  }));

async function refusal(answer: Promise<Response>) {
  const response = await answer;
  const { code, fields, mend } = Problem.parse(await response.json());
  expect(mend).not.toBe("");
  return { status: response.status, code, paths: fields.map(({ path }) => path) };
}

describe("controller/api/routes/post-stretches", () => {
  it("takes a batch, plain or gzip, and answers with a receipt", async () => {
    const batch = batchOf([stretch(0, 3, { runId: "run-plain" })]);
    const plain = await post(JSON.stringify(batch));
    const {
      boot,
      seq: named,
      receivedAtMs = 0,
      sentAtMs = 0,
    } = BatchReceipt.parse(await plain.json());
    expect([plain.status, boot, named]).toEqual([202, "boot0001", batch.seq]);
    expect(sentAtMs).toBeGreaterThanOrEqual(receivedAtMs);
    const packed = gzipSync(JSON.stringify(batch));
    expect((await post(packed, { "content-encoding": "gzip" })).status).toBe(202);
    expect(await told("run-plain")).toEqual([{ lane: "eu-west-1/fresh", stretches: ["ok 3"] }]);
  });

  it("has the newest version of each stretch, however often and in whatever order they come", async () => {
    const runId = "run-order";
    const open = batchOf([stretch(0, 2, { runId, isOpen: true })]);
    const grown = batchOf([stretch(0, 5, { runId, isOpen: true })]);
    const closed = batchOf([
      stretch(0, 5, { runId }),
      stretch(5, 2, { runId, state: "timeout", servedBy: null, isOpen: true }),
    ]);
    await take(open, closed, grown, open, closed);
    expect(await told(runId)).toEqual([
      { lane: "eu-west-1/fresh", stretches: ["ok 5", "timeout 2"] },
    ]);
  });

  it("keeps runs and lanes apart, in the order of time, as the timeline wants them", async () => {
    const runId = "run-lanes";
    const kept = { laneId: "kept", class: "keep_alive" } as const;
    await take(
      batchOf([stretch(10, 2, { runId, state: "error" }), stretch(0, 1, { runId, ...kept })]),
      batchOf([stretch(2, 3, { runId }), stretch(0, 9, { runId: "run-else" })]),
    );
    const lanes = await store.stretches.readRunLanes(runId);
    expect(await told(runId)).toEqual([
      { lane: "eu-west-1/fresh", stretches: ["ok 3", "error 2"] },
      { lane: "eu-west-1/kept", stretches: ["ok 1"] },
    ]);
    for (const lane of lanes) expect(FailoverLane.safeParse(lane).success).toBe(true);
    expect(await store.stretches.readRunLanes("run-none")).toEqual([]);
    for (const key of [KEYS.failoverLanes(runId), KEYS.failoverLane(runId, "eu-west-1/fresh")]) {
      expect(await redis.pttl(key)).toBeGreaterThan(0);
    }
  });

  it("says how far the clock may have been off, and that this is not known", async () => {
    const errorUs = async (runId: string) =>
      (await store.stretches.readRunLanes(runId)).map(({ clockErrorUs }) => clockErrorUs);
    // Slots are counted by a clock that each start sets anew: the same number is another stretch.
    const later = stretch(5, 1, { runId: "run-clock", clockErrorUs: 900 });
    const unknown = stretch(0, 1, { runId: "run-clock", clockErrorUs: null });
    // One start keeps its clock: what becomes known of it later holds for what came before.
    await take(batchOf([unknown, later]));
    expect(await errorUs("run-clock")).toEqual([900]);
    await take(batchOf([unknown], { boot: "boot0002" }));
    expect(await errorUs("run-clock")).toEqual([null]);
    expect((await told("run-clock"))[0]?.stretches).toHaveLength(3);
  });

  it("refuses what is malformed, of another vantage, or without a token", async () => {
    const wrong = batchOf([stretch(0, 2, { lastDoneUs: 0 })]);
    expect(await refusal(post(JSON.stringify(wrong)))).toEqual({
      status: 400,
      code: "invalid",
      paths: ["stretches.0"],
    });
    const foreign = batchOf([stretch(0, 1)], { vantage: "us-east-1" });
    expect(await refusal(post(JSON.stringify(foreign)))).toMatchObject({ status: 403 });
    const bare = post(JSON.stringify(batchOf([stretch(0, 1)])), { authorization: "Bearer nobody" });
    expect(await refusal(bare)).toMatchObject({ status: 401 });
    expect(await store.stretches.readRunLanes("run-1")).toEqual([]);
  });
});
