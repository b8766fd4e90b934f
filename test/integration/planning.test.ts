import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PlacementAdvice } from "../../controller/contract/placement.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { RecoveryAdvice } from "../../controller/contract/recovery-advice.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

const MINUTE = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 2 * MINUTE_MS;

/** Another service, which has an endpoint in São Paulo. */
const [SHOP] = ESTATE.services;
const OTHER = {
  ...SHOP,
  id: "other",
  endpoints: [
    {
      id: "sao-paulo",
      label: "São Paulo",
      place: "sa-east-1",
      latitude: -23.55,
      longitude: -46.63,
      url: "http://127.0.0.1:8003/",
    },
  ],
  dns: { url: "http://other.test/", pinned: {} },
} as (typeof ESTATE.services)[number];

let controller: TestController;
let viewer: string;

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate({ ...ESTATE, services: [...ESTATE.services, OTHER] });
  viewer = await controller.issueApiToken("test", "viewer");
  const token = await controller.issueProbeToken("eu-west-1");
  const own = answers(MINUTE, 900, 30);
  const there = { ...own, service: "other", endpoint: "sao-paulo", servedBy: {} };
  const posted = await fetch(`${controller.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(batchOf([own, there])),
  });
  expect(posted.status).toBe(202);
});
afterAll(() => controller?.close());

const ask = (path: string) =>
  fetch(`${controller.url}/v1/services/${path}`, {
    headers: { authorization: `Bearer ${viewer}` },
  });

const placement = async (query = "") =>
  PlacementAdvice.parse(await (await ask(`shop/placement${query}`)).json());

describe("controller/api/routes/planning", () => {
  it("says which site helps, from what was measured", async () => {
    // Half of the users are at the vantage that measured.
    const measured = async () => expect((await placement()).measuredRatio).toBeCloseTo(0.5);
    await vi.waitFor(measured, { timeout: 10_000, interval: 100 });
    const advice = await placement("?add=2&kinds=region,local-zone&policy=geoproximity");
    expect(advice).toMatchObject({
      service: "shop",
      policy: "geoproximity",
      asked: { add: 2, kinds: ["region", "local-zone"] },
      modelCheck: { paths: 1 },
    });
    expect(advice.sites).toHaveLength(2);
  });

  it.each(["?add=0", "?add=9", "?kinds=moon", "?kinds=region,", "?policy=simple"])(
    "refuses %s, and names what is wrong",
    async (query) => {
      const response = await ask(`shop/placement${query}`);
      const { fields } = Problem.parse(await response.json());
      expect([response.status, fields.length]).toEqual([400, 1]);
    },
  );

  it("says which recovery strategy is needed, and what is not known", async () => {
    const recovery = RecoveryAdvice.parse(await (await ask("shop/recovery")).json());
    expect(recovery).toMatchObject({ outcome: "no_targets", today: "active_active" });
    expect(recovery.missing.length).toBeGreaterThan(0);
  });

  it("knows no other service", async () => {
    for (const path of ["mars/placement", "mars/recovery"]) {
      expect((await ask(path)).status).toBe(404);
    }
  });
});
