import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Comparison } from "../../controller/contract/comparison.ts";
import { Distribution } from "../../controller/contract/distribution.ts";
import { Heatmap } from "../../controller/contract/heatmap.ts";
import { Problem } from "../../controller/contract/problem.ts";
import type { Contribution } from "../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

const END_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const MINUTES = 10;
const DIRECT = "vantage=eu-west-1&service=shop&metric=echo_rtt&entry=direct&endpoint=eu-west-1";
const WINDOW = `fromMs=${END_MS - MINUTES * MINUTE_MS}&toMs=${END_MS}`;
const COMPARED =
  "vantage=eu-west-1&service=shop&metric=echo_rtt&oneEntry=direct&oneEndpoint=eu-west-1";

let controller: TestController;
let viewer: string;

/** Straight to the endpoint slower than through the accelerator; one lost in the newest minute. */
function contributions(): Contribution[] {
  return Array.from({ length: MINUTES }, (_, at) => END_MS - (at + 1) * MINUTE_MS).flatMap(
    (minuteMs, at) => {
      const direct = answers(minuteMs, 900 + at, 30);
      const lost = at === 0 ? 1 : 0;
      return [
        { ...direct, lost, sent: direct.sent + lost },
        { ...answers(minuteMs, 700 + at, 30), entry: "accelerator" as const, endpoint: null },
      ];
    },
  );
}

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate(ESTATE);
  viewer = await controller.issueApiToken("test", "viewer");
  const token = await controller.issueProbeToken("eu-west-1");
  const posted = await fetch(`${controller.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(batchOf(contributions())),
  });
  expect(posted.status).toBe(202);
  const measured = async () =>
    Distribution.parse(await (await ask(`/v1/distribution?${DIRECT}&${WINDOW}`)).json()).whole.n;
  await vi.waitFor(async () => expect(await measured()).toBe(300), { timeout: 10_000 });
});
afterAll(() => controller?.close());

const ask = (path: string) =>
  fetch(`${controller.url}${path}`, { headers: { authorization: `Bearer ${viewer}` } });

async function refusal(path: string) {
  const response = await ask(path);
  const { code, fields } = Problem.parse(await response.json());
  return { status: response.status, code, paths: fields.map(({ path: field }) => field) };
}

const FACTS = {
  fromMs: END_MS - MINUTES * MINUTE_MS,
  toMs: END_MS,
  resolutionMs: expect.any(Number),
};

describe("controller/api/routes/get-distribution", () => {
  it("sorts the times of a window into bands", async () => {
    const answer = await ask(`/v1/distribution?${DIRECT}&${WINDOW}&bands=8`);
    const distribution = Distribution.parse(await answer.json());
    expect(distribution).toMatchObject({
      ...FACTS,
      coverage: { minutes: MINUTES, ofMinutes: MINUTES },
      series: { vantage: "eu-west-1", entry: "direct", endpoint: "eu-west-1" },
      whole: { n: 300, sent: 301, lost: 1 },
    });
    const { bands, whole } = distribution;
    expect(bands.length).toBeLessThanOrEqual(8);
    expect(bands.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    expect(bands[0]?.fromUs).toBeLessThanOrEqual(whole.minUs ?? 0);
    expect(bands.at(-1)?.toUs).toBeGreaterThanOrEqual(whole.maxUs ?? Number.POSITIVE_INFINITY);
  });

  it("has no bands where nothing was measured", async () => {
    const query = DIRECT.replace("endpoint=eu-west-1", "endpoint=us-east-1");
    const answer = await ask(`/v1/distribution?${query}&${WINDOW}`);
    expect(Distribution.parse(await answer.json())).toMatchObject({
      bands: [],
      whole: { n: 0, sent: 0, p50: null },
      coverage: { minutes: 0, ofMinutes: MINUTES },
    });
  });

  it("names the field of a wrong question", async () => {
    const wrong = { status: 400, code: "invalid" };
    expect(await refusal(`/v1/distribution?${DIRECT}&bands=3`)).toEqual({
      ...wrong,
      paths: ["bands"],
    });
    expect(await refusal("/v1/distribution?vantage=eu-west-1&service=shop")).toEqual({
      ...wrong,
      paths: ["entry", "metric"],
    });
  });
});

describe("controller/api/routes/get-heatmap", () => {
  it("counts step by step in the same bands", async () => {
    const answer = await ask(`/v1/heatmap?${DIRECT}&${WINDOW}&bands=20`);
    const { bands, columns, whole, ...facts } = Heatmap.parse(await answer.json());
    expect(facts).toMatchObject({ ...FACTS, stepMs: MINUTE_MS });
    expect(whole.n).toBe(300);
    expect(columns.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: MINUTES }, (_, at) => END_MS - (MINUTES - at) * MINUTE_MS),
    );
    for (const { counts } of columns) {
      expect(counts).toHaveLength(bands.length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    }
    expect(columns.map(({ lost }) => lost)).toEqual([...new Array(MINUTES - 1).fill(0), 1]);
  });

  it("says which step would do for a window that is too long", async () => {
    const long = `fromMs=${END_MS - 40 * 3_600_000}&toMs=${END_MS}`;
    expect(await refusal(`/v1/heatmap?${DIRECT}&${long}`)).toEqual({
      status: 400,
      code: "invalid",
      paths: ["stepMs"],
    });
    expect(await refusal(`/v1/heatmap?${DIRECT}&stepMs=90000`)).toMatchObject({
      status: 400,
      paths: ["stepMs"],
    });
  });
});

describe("controller/api/routes/get-comparison", () => {
  it("holds two ways in against each other, step by step", async () => {
    const query = `${COMPARED}&otherEntry=accelerator&stepMs=60000&${WINDOW}`;
    const comparison = Comparison.parse(await (await ask(`/v1/comparison?${query}`)).json());
    expect(comparison).toMatchObject({
      ...FACTS,
      stepMs: MINUTE_MS,
      one: { series: { entry: "direct", endpoint: "eu-west-1" }, whole: { n: 300, lost: 1 } },
      other: { series: { entry: "accelerator", endpoint: null }, whole: { n: 300, lost: 0 } },
      verdict: "better",
      paired: { steps: MINUTES, otherFaster: MINUTES },
    });
    expect(comparison.difference?.us).toBeLessThan(0);
    expect(comparison.points).toHaveLength(MINUTES);
  });

  it("names the field of a wrong question", async () => {
    const same = "otherEntry=direct&otherEndpoint=eu-west-1";
    expect(await refusal(`/v1/comparison?${COMPARED}&${same}`)).toMatchObject({
      status: 400,
      paths: ["otherEndpoint"],
    });
    const atEdge = COMPARED.replace("echo_rtt", "connect");
    expect(await refusal(`/v1/comparison?${atEdge}&otherEntry=accelerator`)).toMatchObject({
      status: 400,
      paths: ["metric"],
    });
    expect(await refusal(`/v1/comparison?${COMPARED}`)).toMatchObject({
      status: 400,
      paths: ["otherEntry"],
    });
  });
});
