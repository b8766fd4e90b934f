import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FailoverPlan } from "../../controller/contract/failover/failover-plan.ts";
import { writeYaml } from "../../controller/yaml/write-yaml.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";
import { WRITTEN_PLAN } from "../helpers/failover-plan.ts";

const PLAN = FailoverPlan.parse({
  ...WRITTEN_PLAN,
  endpoint: "eu-west-1",
  vantages: ["eu-west-1", "us-east-1"],
  hypothesis: { rtoS: 120, rpoS: 5 },
});

let controller: TestController;
const tokens = new Map<string, string>();

beforeAll(async () => {
  controller = await startTestController({});
  await controller.loadEstate(ESTATE);
  for (const role of ["viewer", "operator"] as const) {
    tokens.set(role, await controller.issueApiToken(`the ${role}`, role));
  }
});
afterAll(async () => {
  await controller?.close();
});

async function call(method: string, path = "", body?: unknown, as = "operator") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "application/yaml" : "application/json";
  const response = await fetch(`${controller.url}/v1/failover/plans${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(as)}`,
      ...(body === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body: text }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("controller/api/routes/failover-plans", () => {
  it("tells what declaring would change, and changes nothing", async () => {
    const told = await call("POST", "/validate", PLAN, "viewer");
    expect(told).toMatchObject({ status: 200, body: { outcome: "added", plan: { plan: PLAN } } });
    expect(await call("GET")).toMatchObject({ status: 200, body: { plans: [] } });
  });

  it("declares a plan in YAML, keeps it as it was while it says the same, and names who declared it", async () => {
    const first = await call("PUT", `/${PLAN.id}`, writeYaml(PLAN));
    expect(first).toMatchObject({
      status: 200,
      body: { outcome: "added", plan: { by: "the operator", nextAtMs: null } },
    });
    const again = await call("PUT", `/${PLAN.id}`, PLAN);
    expect(again.body).toEqual({ ...first.body, outcome: "unchanged" });
    const other = await call("PUT", `/${PLAN.id}`, { ...PLAN, label: "Ireland is lost" });
    expect(other.body).toMatchObject({ outcome: "changed" });
    expect(await call("GET", `/${PLAN.id}`, undefined, "viewer")).toMatchObject({
      status: 200,
      body: { plan: { label: "Ireland is lost" } },
    });
  });

  it.each<[string, string, unknown, string, number, object]>([
    ["a viewer", "PUT", PLAN, "viewer", 403, { code: "forbidden" }],
    ["another id", "PUT", { ...PLAN, id: "other" }, "operator", 400, { fields: [{ path: "id" }] }],
    [
      "an endpoint that is not there",
      "PUT",
      { ...PLAN, endpoint: "moon" },
      "operator",
      400,
      { code: "invalid_plan", fields: [{ path: "endpoint", line: 1 }] },
    ],
    ["no plan", "PUT", "- a list", "operator", 400, { code: "invalid_plan" }],
  ])("refuses %s with the reason", async (_, method, body, as, status, problem) => {
    expect(await call(method, `/${PLAN.id}`, body, as)).toMatchObject({ status, body: problem });
  });

  it("refuses runs that would meet those of another plan of the service", async () => {
    const nightly = { ...PLAN, id: "nightly", schedule: { cron: "0 2 * * tue" } };
    expect(await call("PUT", "/nightly", nightly)).toMatchObject({ status: 200 });
    const met = await call("PUT", "/too", {
      ...nightly,
      id: "too",
      schedule: { cron: "10 2 * * tue" },
    });
    expect(met).toMatchObject({ status: 400, body: { fields: [{ path: "schedule.cron" }] } });
  });

  it("forgets a plan once, and says so when there is none", async () => {
    expect(await call("DELETE", `/${PLAN.id}`)).toMatchObject({
      status: 200,
      body: { plan: PLAN.id },
    });
    for (const method of ["GET", "DELETE"]) {
      expect(await call(method, `/${PLAN.id}`)).toMatchObject({
        status: 404,
        body: { code: "unknown_plan" },
      });
    }
  });
});
