import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HistorySummary, ServiceHistory } from "../../controller/contract/history-import.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

type Line = { audit?: boolean; action?: string; by?: { name: string }; service?: string };

const [service = "", vantage = "", endpoint = ""] = [
  ESTATE.services[0]?.id,
  ESTATE.vantages[0]?.id,
  ESTATE.services[0]?.endpoints[0]?.id,
];

const YESTERDAY_MS = Math.floor(Date.now() / 300_000) * 300_000 - 86_400_000;

let controller: TestController;
let log: Line[];
const tokens = new Map<string, string>();

beforeAll(async () => {
  log = [];
  controller = await startTestController({
    logLevel: "warn",
    logTo: { write: (line) => log.push(JSON.parse(line) as Line) },
  });
  await controller.loadEstate(ESTATE);
  for (const role of ["viewer", "operator"] as const) {
    tokens.set(role, await controller.issueApiToken(`the ${role}`, role));
  }
});
afterAll(async () => {
  await controller?.close();
});
beforeEach(() => {
  log.length = 0;
});

const history = (change: object = {}) => ({
  isochroneHistory: 1,
  source: "simulated",
  origin: "a test",
  paths: [{ vantage, entry: "direct", endpoint, medians: [[YESTERDAY_MS, 20_000, 60]] }],
  ...change,
});

async function call(
  method: string,
  body?: BodyInit,
  { as = "operator", of = service, ...headers }: Record<string, string> = {},
) {
  const response = await fetch(`${controller.url}/v1/services/${of}/history`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(as)}`,
      ...(body === undefined ? {} : { "content-type": "application/json", ...headers }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const put = (change: object = {}, more: Record<string, string> = {}) =>
  call("PUT", JSON.stringify(history(change)), more);

describe("controller/api/routes/history", () => {
  it("takes a history over, tells of it, and takes it out again", async () => {
    expect((await call("GET")).body).toEqual({ service, imported: null, isUsed: null });
    const { status, body } = await put();
    expect(status).toBe(200);
    const summary = HistorySummary.parse(body);
    expect(summary).toMatchObject({ source: "simulated", origin: "a test", paths: 1, medians: 1 });
    const told = ServiceHistory.parse((await call("GET", undefined, { as: "viewer" })).body);
    expect(told.imported).toEqual(summary);
    expect((await call("DELETE")).body).toMatchObject({ service, imported: null });
    expect((await call("GET")).body).toMatchObject({ imported: null });
    expect(log.filter(({ audit }) => audit)).toMatchObject([
      { action: "services.history.put", service, by: { name: "the operator" } },
      { action: "services.history.remove", service, by: { name: "the operator" } },
    ]);
  });

  it("has the service evaluated at once, and says what that stands on", async () => {
    const days = Array.from({ length: 48 }, (_, hour) => [
      YESTERDAY_MS - hour * 3_600_000,
      20_000,
      60,
    ]);
    const medians = days.reverse();
    const paths = ["dns", "accelerator"].map((entry) => ({
      vantage,
      entry,
      endpoint: null,
      medians,
    }));
    await put({ paths });
    const told = async () => ServiceHistory.parse((await call("GET")).body).isUsed;
    await expect.poll(told, { timeout: 20_000 }).toBe(true);
    const response = await fetch(`${controller.url}/v1/recommendations?service=${service}`, {
      headers: { authorization: `Bearer ${tokens.get("viewer")}` },
    });
    expect(await response.json()).toMatchObject([
      { id: "REC-0001", evidence: { source: "simulated", grade: "C" } },
    ]);
    await call("DELETE");
    await expect.poll(told, { timeout: 20_000 }).toBe(false);
  });

  it("reads gzip", async () => {
    const body = gzipSync(JSON.stringify(history()));
    const { status } = await call("PUT", body, { "content-encoding": "gzip" });
    expect(status).toBe(200);
  });

  it("is for operators", async () => {
    expect((await put({}, { as: "viewer" })).status).toBe(403);
    expect((await call("DELETE", undefined, { as: "viewer" })).status).toBe(403);
  });

  it.each([
    ["what is no history", { source: "guessed" }, {}, 400, "source"],
    [
      "a vantage that nobody has",
      { paths: [{ vantage: "mars", entry: "direct", endpoint, medians: [] }] },
      {},
      400,
      "paths.0.vantage",
    ],
    ["a service that nobody has", {}, { of: "nothing" }, 404, "service"],
  ])("refuses %s and names the field", async (_what, change, more, status, field) => {
    const answer = await put(change, more);
    expect(answer.status).toBe(status);
    expect(Problem.parse(answer.body).fields.map(({ path }) => path)).toContain(field);
  });

  it("refuses what is too large, and says how to send less", async () => {
    const body = gzipSync(JSON.stringify(history({ origin: "x".repeat(17_000_000) })));
    const answer = await call("PUT", body, { "content-encoding": "gzip" });
    expect(answer.status).toBe(413);
    expect(Problem.parse(answer.body).mend).toContain("one median an hour");
  });
});
