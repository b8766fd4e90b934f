import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import type { ListedPlan } from "../../../controller/contract/failover/kept-plan.ts";
import { planChange } from "../../../controller/failover/plan-change.ts";
import { writeYaml } from "../../../controller/yaml/write-yaml.ts";
import { WRITTEN_PLAN } from "../../helpers/failover-plan.ts";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { type Files, openFiles } from "./service-files.ts";

const NOW_MS = 1_700_000_100_000;
const PLAN = FailoverPlan.parse(WRITTEN_PLAN);
const ADDED = planChange(PLAN, [], { by: "ana", nowMs: NOW_MS });

let fake: FakeController;
let files: Files;
let change: object;
let plans: ListedPlan[];
let refused: object | null;

beforeEach(async () => {
  change = ADDED;
  plans = [ADDED.plan];
  refused = null;
  files = openFiles();
  fake = await fakeController((path) => {
    const method = fake.seen.at(-1)?.method;
    if (path === "/v1/failover/plans") return { body: { plans } };
    if (refused !== null) return { status: 400, body: refused };
    if (method === "GET") return { body: ADDED.plan };
    return { body: method === "DELETE" ? { plan: PLAN.id } : change };
  });
});
afterEach(async () => {
  files.remove();
  await fake.close();
});

const run = (words: string[], answer: string | null = null) =>
  runCli(["failover", ...words, "--url", fake.url], { ask: () => Promise.resolve(answer) });
const file = (text = writeYaml(WRITTEN_PLAN)) => files.write("plan.yaml", text);
const calls = () =>
  fake.seen.map(({ method, url }) => `${method} ${url.replace("/v1/failover/", "")}`);

describe("controller/cli/failover/validate-plan-command", () => {
  it("finds a plan fine, and says what fails and when, without a controller", async () => {
    const { status, out } = await runCli(["failover", "validate", file()]);
    expect(status).toBe(0);
    expect(out).toContain(`is fine: ${PLAN.label} (${PLAN.id}), ${PLAN.endpoint} of shop fails`);
    expect(fake.seen).toEqual([]);
  });

  it("names every fault with its place and mend, one file after the other", async () => {
    const bad = files.write("bad.yaml", writeYaml({ ...WRITTEN_PLAN, failureMode: "earthquake" }));
    const { status, out } = await runCli(["failover", "validate", file(), bad, "/nowhere.yaml"]);
    expect(status).toBe(1);
    expect(out).toMatch(/bad\.yaml:\d+:\d+: failureMode: /);
    expect(out).toContain("/nowhere.yaml cannot be read: there is no such file");
    const json = await runCli(["failover", "validate", bad, "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      files: [{ plan: null, faults: [{ path: "failureMode" }] }],
    });
  });
});

describe("controller/cli/failover/add-plan-command", () => {
  it("shows what is declared and asks before it declares", async () => {
    const { status, out } = await run(["add", file()], "y");
    expect(status).toBe(0);
    expect(out).toContain(`${PLAN.id} would be new.`);
    expect(out).toMatch(/is declared\.\n$/);
    expect(calls()).toEqual(["POST plans/validate", `PUT plans/${PLAN.id}`]);
    expect(FailoverPlan.parse(fake.bodies[1])).toEqual(PLAN);
  });

  it.each<[string, string[], string | null, number]>([
    ["no at the terminal", [], "n", 1],
    ["nobody at a terminal", [], null, 1],
    ["--dry-run", ["--dry-run"], "y", 0],
  ])("changes nothing with %s", async (_, words, answer, status) => {
    expect((await run(["add", file(), ...words], answer)).status).toBe(status);
    expect(calls()).toEqual(["POST plans/validate"]);
  });

  it("changes nothing where it is declared just so", async () => {
    change = { ...ADDED, outcome: "unchanged" };
    const { status, out } = await run(["add", file(), "--yes"]);
    expect([status, out.trimEnd().split("\n").at(-1)]).toEqual([
      0,
      `${PLAN.id} is declared just so.`,
    ]);
    expect(calls()).toEqual(["POST plans/validate"]);
  });

  it("gives what the controller finds its place in the file", async () => {
    refused = {
      code: "invalid_plan",
      message: "The plan has a fault.",
      mend: "Correct it.",
      fields: [{ path: "service", message: "shop is no service" }],
      requestId: "r-1",
    };
    const { status, err } = await run(["add", file(), "--yes"]);
    expect(status).toBe(1);
    expect(err).toMatch(/plan\.yaml:\d+:\d+: service: shop is no service/);
  });
});

describe("controller/cli/failover", () => {
  it("lists plans, and what to do where there is none", async () => {
    expect((await run(["list"])).out).toContain(PLAN.id);
    plans = [];
    const none = await run(["list"]);
    expect([none.status, none.out]).toEqual([
      0,
      "No plan is declared yet. Next: isochrone failover add FILE.\n",
    ]);
  });

  it("prints a file that declares the same plan again", async () => {
    const { out } = await run(["show", PLAN.id, "--yaml"]);
    expect(FailoverPlan.parse(parse(out))).toEqual(PLAN);
    expect((await run(["show", PLAN.id])).out).toContain(`Declared 2023-11-14 22:15 UTC by ana`);
  });

  it("removes a plan once that is confirmed", async () => {
    expect((await run(["remove", PLAN.id], "n")).status).toBe(1);
    expect(calls()).toEqual([`GET plans/${PLAN.id}`]);
    const { status, out } = await run(["remove", PLAN.id], "y");
    expect([status, out.endsWith(`${PLAN.id} is removed.\n`)]).toEqual([0, true]);
    expect(calls().at(-1)).toBe(`DELETE plans/${PLAN.id}`);
  });

  it("prints the schema of plans, and its fields", async () => {
    const { out } = await runCli(["failover", "schema"]);
    expect(JSON.parse(out)).toMatchObject({ title: "Plan of a failover test of Isochrone" });
    expect((await runCli(["failover", "schema", "--fields"])).out).toContain(
      "| `hypothesis.rtoS` |",
    );
  });
});
