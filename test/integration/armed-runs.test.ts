import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { armedRuns } from "../../controller/store/armed-runs.ts";
import { connectRedis } from "../../controller/store/connect.ts";
import type { ArmedRun } from "../../probe/contract/armed-run.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

let controller: TestController;
let redis: Redis;
let token: string;

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate(ESTATE);
  token = await controller.issueProbeToken("eu-west-1");
  redis = connectRedis({ socketPath: controller.redis.socketPath }, () => undefined);
});
afterAll(async () => {
  redis?.disconnect();
  await controller?.close();
});

const HOUR_US = 3_600_000_000;
const run = (runId: string, endAtUs: number): ArmedRun => ({
  ...{ runId, startAtUs: endAtUs - HOUR_US, endAtUs, intervalMs: 500, timeoutMs: 2_000 },
  lanes: [
    {
      ...{ laneId: "dns-fresh", entry: "dns", class: "fresh", url: "http://shop.test/" },
      ...{ nameServers: [], expect: { addresses: {} } },
    },
  ],
});

async function assignment() {
  const path = "/v1/assignment?vantage=eu-west-1";
  const response = await fetch(`${controller.url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { version: string; runs: ArmedRun[] };
}

describe("controller/store/armed-runs", () => {
  it("has the probes of its vantages alone watch a run, as long as it lasts", async () => {
    const runs = armedRuns(redis);
    const before = await assignment();
    expect(before.runs).toEqual([]);
    const nowUs = Date.now() * 1_000;
    const going = run("run-0002", nowUs + HOUR_US);
    await runs.arm("run-0002", { "eu-west-1": going });
    await runs.arm("run-0001", { "eu-west-1": run("run-0001", nowUs - 1) });
    await runs.arm("run-0003", { "us-east-1": run("run-0003", nowUs + HOUR_US) });
    const armed = await assignment();
    expect(armed.runs).toEqual([going]);
    expect(armed.version).not.toBe(before.version);
    await runs.disarm("run-0002");
    expect(await assignment()).toEqual(before);
  });
});
