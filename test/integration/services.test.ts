import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Problem } from "../../controller/contract/problem.ts";
import { ServiceFile } from "../../controller/contract/service-file.ts";
import { ControllerClient } from "../../probe/deliver/controller-client.ts";
import { runCli } from "../controller/cli/run-cli.ts";
import { type Files, openFiles } from "../controller/cli/service-files.ts";
import { SAMPLE_FILE } from "../controller/core/service/sample-service-file.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

type Line = { audit?: boolean; action?: string; by?: { name: string }; service?: string };

let controller: TestController;
let log: Line[];
const tokens = new Map<string, string>();

beforeAll(async () => {
  log = [];
  controller = await startTestController({
    logLevel: "warn",
    logTo: { write: (line) => log.push(JSON.parse(line) as Line) },
  });
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

async function call(
  method: string,
  path: string,
  body?: string,
  more: { as?: string; type?: string } = {},
) {
  const response = await fetch(`${controller.url}/v1/services${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(more.as ?? "operator")}`,
      ...(body === undefined ? {} : { "content-type": more.type ?? "application/json" }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const put = (file: ServiceFile) => call("PUT", `/${file.id}`, JSON.stringify(file));
const ids = async () =>
  ((await call("GET", "")).body as { services: { id: string }[] }).services.map(({ id }) => id);

const LISBON = {
  id: "office-lisbon",
  kind: "custom" as const,
  label: "Lisbon office",
  latitude: 38.72,
  longitude: -9.14,
};

describe("controller/api/routes/services without an estate", () => {
  it("has none, and wants the first to name its vantages", async () => {
    expect(await ids()).toEqual([]);
    expect(await call("GET", "/shop")).toMatchObject({
      status: 404,
      body: { code: "unknown_service", mend: "Declare one first: isochrone service add." },
    });
    expect(await put(SAMPLE_FILE)).toMatchObject({
      status: 400,
      body: { code: "invalid_service", fields: [{ path: "vantages", line: 1, column: 1 }] },
    });
  });

  it("begins an estate with the first", async () => {
    const clientGroups = [{ id: "all", label: "All", share: 1, vantages: ["office-lisbon"] }];
    const first = ServiceFile.parse({
      ...SAMPLE_FILE,
      vantages: [LISBON],
      clientGroups,
      objectives: {},
      constraints: {},
    });
    expect((await put(first)).body).toEqual({
      service: "shop",
      outcome: "added",
      beginsEstate: true,
      vantagesAdded: ["office-lisbon"],
      vantagesChanged: [],
    });
    const response = await fetch(`${controller.url}/v1/estate`, {
      headers: { authorization: `Bearer ${tokens.get("viewer")}` },
    });
    expect(await response.json()).toMatchObject({
      environment: { name: "default" },
      vantages: [LISBON],
    });
    expect(await call("DELETE", "/shop")).toMatchObject({
      status: 409,
      body: { code: "last_service", mend: "Add another service first." },
    });
  });
});

describe("controller/api/routes/services", () => {
  beforeEach(async () => {
    await controller.loadEstate(ESTATE);
    log.length = 0;
  });

  it("declares, lists, shows and removes, and writes down who did", async () => {
    const second = { ...SAMPLE_FILE, id: "second", label: "Second" };
    expect((await put(second)).body).toMatchObject({ outcome: "added" });
    expect((await put(second)).body).toMatchObject({ outcome: "unchanged" });
    expect((await put({ ...second, label: "2nd" })).body).toMatchObject({ outcome: "changed" });
    expect((await call("GET", "")).body).toEqual({
      services: [
        {
          id: "shop",
          label: "Shop",
          endpoints: 2,
          clientGroups: 0,
          entries: ["dns", "accelerator"],
          incumbent: null,
        },
        {
          id: "second",
          label: "2nd",
          endpoints: 2,
          clientGroups: 2,
          entries: ["dns", "accelerator"],
          incumbent: "dns",
        },
      ],
    });
    const shown = ServiceFile.parse(
      (await call("GET", "/second", undefined, { as: "viewer" })).body,
    );
    expect(shown).toEqual({ ...second, label: "2nd" });
    expect((await put(shown)).body).toMatchObject({ outcome: "unchanged" });
    expect((await call("DELETE", "/second")).body).toEqual({ service: "second", left: ["shop"] });
    expect(await call("DELETE", "/second")).toMatchObject({
      status: 404,
      body: { code: "unknown_service" },
    });
    const audited = log.filter(({ audit }) => audit);
    expect(audited.map(({ action, service, by }) => [action, service, by?.name])).toEqual([
      ["services.put", "second", "the operator"],
      ["services.put", "second", "the operator"],
      ["services.put", "second", "the operator"],
      ["services.put", "second", "the operator"],
      ["services.remove", "second", "the operator"],
    ]);
  });

  it("takes YAML, and tells each fault with line and column", async () => {
    const text = stringify(SAMPLE_FILE).replace("share: 0.6", "share: 60").replace("rtoS", "rto");
    const line = (part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
    const { status, body } = await call("PUT", "/shop", text, { type: "application/yaml" });
    expect(status).toBe(400);
    expect((body as Problem).fields).toEqual([
      {
        path: "clientGroups[0].share",
        message: "must be 1 or less",
        line: line("share: 60"),
        column: 12,
      },
      {
        path: "objectives.rto",
        message: "there is no such field; did you mean rtoS?",
        line: line("rto:"),
        column: 3,
      },
    ]);
    const fine = await call("PUT", "/shop", stringify(SAMPLE_FILE), { type: "application/yaml" });
    expect(fine.body).toMatchObject({ outcome: "changed" });
  });

  it.each<[string, object, object]>([
    [
      "/other",
      {},
      { path: "id", message: "is shop, but the address says other; make them the same" },
    ],
    [
      "/shop",
      {
        clientGroups: [{ id: "all", label: "All", share: 1, vantages: ["mars"] }],
        objectives: {},
        constraints: {},
      },
      { path: "clientGroups[0].vantages[0]" },
    ],
    ["/shop", { traffic: { csv: { file: "october.csv" } } }, { path: "traffic.csv" }],
  ])("refuses at %s what does not fit: %j", async (path, change, field) => {
    const answer = await call("PUT", path, JSON.stringify({ ...SAMPLE_FILE, ...change }));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "invalid_service", message: "The service has a fault.", fields: [field] },
    });
  });

  it("refuses what is no service at all, and what is too large", async () => {
    expect((await call("PUT", "/shop", "{")).status).toBe(400);
    expect((await call("PUT", "/shop", "[]")).status).toBe(400);
    expect((await call("PUT", "/shop", "a,b", { type: "text/csv" })).status).toBe(415);
    expect((await call("PUT", "/shop", JSON.stringify("x".repeat(5_000_000)))).status).toBe(413);
    const body = JSON.stringify({ ...SAMPLE_FILE, label: "x".repeat(1_500_000) });
    expect((await call("PUT", "/shop", body)).body).toMatchObject({
      fields: [{ path: "body", message: /larger than 1 million/ }],
    });
  });

  it("lets a viewer try out, but not declare or remove", async () => {
    const text = JSON.stringify({ ...SAMPLE_FILE, id: "second" });
    const tried = await call("POST", "/validate", text, { as: "viewer" });
    expect(tried).toMatchObject({ status: 200, body: { outcome: "added" } });
    expect(await ids()).toEqual(["shop"]);
    expect((await call("PUT", "/second", text, { as: "viewer" })).status).toBe(403);
    expect((await call("DELETE", "/shop", undefined, { as: "viewer" })).status).toBe(403);
    expect(log).toEqual([]);
  });

  it("loses none of those that come at the same time", async () => {
    const names = Array.from({ length: 6 }, (_, at) => `service-${at}`);
    const answers = await Promise.all(names.map((id) => put({ ...SAMPLE_FILE, id })));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect((await ids()).toSorted()).toEqual([...names, "shop"]);
  });

  it("gives probes their new assignment at once", async () => {
    const token = await controller.issueProbeToken("eu-west-1");
    const client = new ControllerClient(controller.url);
    const present = await client.fetchAssignment("eu-west-1", token, null, 0);
    if (present.kind !== "assignment") throw new Error(present.kind);
    const next = client.fetchAssignment("eu-west-1", token, present.etag, 30_000);
    await put({ ...SAMPLE_FILE, id: "second" });
    const told = await next;
    if (told.kind !== "assignment") throw new Error(told.kind);
    const targets = told.assignment.rounds.flatMap((round) => round.targets);
    expect(new Set(targets.map(({ service }) => service))).toEqual(new Set(["shop", "second"]));
    client.close();
  });

  it("is described in the API's own description", async () => {
    const response = await fetch(`${controller.url}/v1/openapi.json`, {
      headers: { authorization: `Bearer ${tokens.get("viewer")}` },
    });
    const text = JSON.stringify(await response.json());
    expect(text).toContain("share of the users, 0.4 for 40 %");
    expect(text).toContain("/v1/services/{id}");
  });
});

describe("controller/cli/service against a controller", () => {
  let files: Files;

  beforeEach(async () => {
    await controller.loadEstate(ESTATE);
    files = openFiles();
  });
  afterEach(() => {
    files.remove();
  });

  const run = (words: string[], as = "operator") =>
    runCli(["service", ...words, "--url", controller.url], {
      env: { ISOCHRONE_TOKEN: tokens.get(as) },
    });

  it("declares, lists, shows, declares again, changes and removes", async () => {
    const second = files.write("second.yaml", stringify({ ...SAMPLE_FILE, id: "second" }));
    expect((await run(["add", second, "--dry-run"])).out).toBe("second is new.\n");
    expect(await ids()).toEqual(["shop"]);
    expect(await run(["add", second, "--yes"])).toMatchObject({ status: 0, err: "" });
    expect(await ids()).toEqual(["shop", "second"]);
    expect((await run(["list"])).out).toMatch(/\nsecond .* Route 53\n$/);
    const shown = await run(["show", "second", "--yaml", "--vantages"], "viewer");
    const again = files.write("again.yaml", shown.out);
    expect(await run(["add", again])).toMatchObject({
      status: 0,
      out: "second is declared like this already.\n",
    });
    const changed = files.write("changed.yaml", shown.out.replace("rtoS: 60", "rtoS: 30"));
    expect((await run(["add", changed, "--dry-run"])).out).toBe(
      "second changes in 1 field:\n~ objectives.rtoS  60 → 30\n",
    );
    expect(await run(["add", changed])).toMatchObject({ status: 1 });
    expect((await run(["add", changed, "--yes", "--json"])).out).toContain('"outcome": "changed"');
    expect(await run(["remove", "second", "--yes"])).toMatchObject({ status: 0 });
    expect(await ids()).toEqual(["shop"]);
  });

  it("gives what the estate contradicts its place in the file", async () => {
    const text = stringify(SAMPLE_FILE).replace("- us-east-1", "- mars-1");
    const file = files.write("mars.yaml", text);
    const line = text.slice(0, text.indexOf("- mars-1")).split("\n").length;
    const { status, err } = await run(["add", file, "--yes"]);
    expect(status).toBe(1);
    expect(err).toContain(
      `${file}:${line}:9: clientGroups[1].vantages[0]: mars-1: no such vantage`,
    );
  });

  it("refuses whom the controller refuses", async () => {
    const file = files.write("shop.yaml", stringify({ ...SAMPLE_FILE, id: "second" }));
    expect((await run(["add", file, "--yes"], "viewer")).status).toBe(1);
    expect((await run(["remove", "shop", "--yes"])).err).toContain("is the only service");
    expect(await ids()).toEqual(["shop"]);
  });
});
