import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ServiceFile } from "../../../controller/contract/service-file.ts";
import { fileOfService } from "../../../controller/core/service/file-of-service.ts";
import { serviceOfFile } from "../../../controller/core/service/service-of-file.ts";
import { summariseService } from "../../../controller/core/service/summarise-service.ts";
import { SAMPLE_FILE } from "../core/service/sample-service-file.ts";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { type Files, LOG, openFiles, SHOP } from "./service-files.ts";

const CHANGE = {
  service: "shop",
  outcome: "changed",
  beginsEstate: false,
  vantagesAdded: [],
  vantagesChanged: [],
};
const UNKNOWN = {
  code: "unknown_service",
  message: "There is no service.",
  mend: "List them.",
  requestId: "r-1",
};
const VANTAGES = ["eu-west-1", "us-east-1", "ap-south-1"].map((id) => ({
  id,
  kind: "region",
  label: id,
  latitude: 1,
  longitude: 2,
}));
const SERVICE = serviceOfFile(SAMPLE_FILE);

let fake: FakeController;
let files: Files;
let change: object;
let refused: object | null;

beforeEach(async () => {
  change = CHANGE;
  refused = null;
  files = openFiles();
  fake = await fakeController((path) => {
    const isRead = fake.seen.at(-1)?.method === "GET";
    if (path === "/v1/services") return { body: { services: [summariseService(SERVICE)] } };
    if (path === "/v1/estate") {
      const environment = { name: "test", note: "" };
      return { body: { environment, vantages: VANTAGES, services: [SERVICE] } };
    }
    if (refused !== null) return { status: 400, body: refused };
    if (path === "/v1/services/shop" && isRead) return { body: fileOfService(SERVICE) };
    if (isRead) return { status: 404, body: UNKNOWN };
    const isGone = fake.seen.at(-1)?.method === "DELETE";
    return { body: isGone ? { service: "shop", left: ["other"] } : change };
  });
});
afterEach(async () => {
  files.remove();
  await fake.close();
});

const run = (words: string[], answer: string | null = null) =>
  runCli(["service", ...words, "--url", fake.url], { ask: () => Promise.resolve(answer) });
const calls = () => fake.seen.map(({ method, url }) => `${method} ${url.replace("/v1/", "")}`);
const file = (text = SHOP) => files.write("shop.yaml", text);
const TRIED = ["POST services/validate", "GET services/shop"];

describe("controller/cli/service/add-command", () => {
  it("shows what changes and asks before it declares", async () => {
    const { status, out } = await run(["add", file()], "y");
    expect(status).toBe(0);
    expect(out).toContain("shop changes in ");
    expect(out).toContain("~ clientGroups[europe].share  0.6 → 0.5\n");
    expect(out).toContain("+ endpoints[ireland]  id ireland, label Ireland, ");
    expect(out).toContain("- objectives.rtoS  60\n");
    expect(out).toMatch(/Shop \(shop\) is declared; probes begin within seconds\.\n$/);
    expect(calls()).toEqual([...TRIED, "PUT services/shop"]);
    expect(fake.bodies[1]).toEqual(fake.bodies[0]);
    expect(ServiceFile.parse(fake.bodies[1])).toEqual(ServiceFile.parse(parse(SHOP)));
  });

  it.each<[string, string[], string | null, number]>([
    ["no at the terminal", [], "n", 1],
    ["nothing at the terminal", [], "", 1],
    ["nobody at a terminal", [], null, 1],
    ["JSON without --yes", ["--json"], "y", 1],
    ["--dry-run", ["--dry-run"], "y", 0],
    ["--dry-run --yes", ["--dry-run", "--yes"], "y", 0],
  ])("changes nothing with %s", async (_, words, answer, status) => {
    expect((await run(["add", file(), ...words], answer)).status).toBe(status);
    expect(calls()).toEqual(TRIED);
  });

  it("says it to programs", async () => {
    const { out } = await run(["add", file(), "--yes", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ ok: true, done: true, change: CHANGE });
    const { differences } = JSON.parse(out) as { differences: object[] };
    expect(differences).toContainEqual({
      path: "clientGroups[europe].share",
      before: 0.6,
      after: 0.5,
    });
  });

  it("has nothing to do where the same stands already", async () => {
    change = { ...CHANGE, outcome: "unchanged" };
    const shop = files.write("same.json", JSON.stringify(SAMPLE_FILE));
    expect(await run(["add", shop])).toMatchObject({
      status: 0,
      out: "shop is declared like this already.\n",
    });
    expect(calls()).toEqual(TRIED);
  });

  it("declares vantages that the service brings along although it is the same", async () => {
    change = { ...CHANGE, outcome: "unchanged", vantagesAdded: ["office-lisbon"] };
    const { out } = await run(["add", file(), "--yes"]);
    expect(out).toContain("1 vantage new: office-lisbon.");
    expect(calls()).toContain("PUT services/shop");
  });

  it("reads the log that a file names here, and sends shares and volumes alone", async () => {
    files.write("october.csv", LOG);
    const shop = file(`${SHOP}traffic: {csv: {file: october.csv}}\n`);
    const { status, err } = await run(["add", shop, "--yes"]);
    expect(status).toBe(0);
    expect(err).toContain("1.0 % of the requests belong to no group, most of them from BR (7).");
    expect(fake.bodies[1]).toMatchObject({
      clientGroups: [
        { id: "europe", share: 0.8571, trafficPerMonth: { dnsQueries: 5_000, requests: 9_125 } },
        { id: "america", share: 0.1429 },
      ],
    });
    expect(JSON.stringify(fake.bodies)).not.toContain("october");
  });

  it("finds faults without a controller, and sends nothing then", async () => {
    const { status, err } = await run(["add", file(SHOP.replace("place:", "plaice:"))]);
    expect(status).toBe(1);
    expect(err).toContain(`  ${files.path("shop.yaml")}:8:5: endpoints[0].plaice: there is no`);
    expect(calls()).toEqual([]);
  });

  it("finds the place in the file of what the controller finds at fault", async () => {
    refused = {
      code: "invalid_service",
      message: "The service has a fault.",
      mend: "Correct it.",
      fields: [
        {
          path: "clientGroups[1].vantages[0]",
          message: "us-east-1: no such vantage",
          line: 1,
          column: 700,
        },
      ],
      requestId: "r-1",
    };
    const { status, err } = await run(["add", file(), "--yes"]);
    expect(status).toBe(1);
    expect(err).toContain(
      `shop.yaml:27:16: clientGroups[1].vantages[0]: us-east-1: no such vantage`,
    );
  });
});

describe("controller/cli/service/list-command", () => {
  it("lists services", async () => {
    const { status, out } = await run(["list"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^SERVICE .*\nshop .* Route 53/);
    expect(JSON.parse((await run(["list", "--json"])).out)).toMatchObject({
      services: [summariseService(SERVICE)],
    });
  });
});

describe("controller/cli/service/show-command", () => {
  it("shows a service, and prints a file that declares it again", async () => {
    expect((await run(["show", "shop"])).out).toMatch(/^Shop \(shop\)\n/);
    const yaml = await run(["show", "shop", "--yaml"]);
    expect(ServiceFile.parse(parse(yaml.out))).toEqual(ServiceFile.parse(fileOfService(SERVICE)));
    const again = files.write("again.yaml", yaml.out);
    expect((await run(["validate", again].slice(0, 2))).status).toBe(64);
    expect((await runCli(["service", "validate", again])).status).toBe(0);
  });

  it("brings the vantages along that its groups name", async () => {
    const { out } = await run(["show", "shop", "--yaml", "--vantages"]);
    const { vantages } = ServiceFile.parse(parse(out));
    expect(vantages?.map(({ id }) => id)).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("says that there is none", async () => {
    expect(await run(["show", "none"])).toMatchObject({
      status: 1,
      err: "isochrone: There is no service: List them\n",
    });
  });
});

describe("controller/cli/service/remove-command", () => {
  it("shows what goes and asks", async () => {
    const { status, out } = await run(["remove", "shop"], "yes");
    expect(status).toBe(0);
    expect(out).toMatch(/^Shop \(shop\)\n[\s\S]+shop is removed; other is left\.\n$/);
    expect(calls()).toEqual(["GET services/shop", "DELETE services/shop"]);
  });

  it("removes nothing without a yes, or with --dry-run", async () => {
    expect((await run(["remove", "shop"])).err).toContain("nobody is there to confirm it");
    expect((await run(["remove", "shop"], "n")).status).toBe(1);
    expect((await run(["remove", "shop", "--dry-run"])).out).toContain("Would be removed.");
    expect(calls()).not.toContain("DELETE services/shop");
    expect(JSON.parse((await run(["remove", "shop", "--yes", "--json"])).out)).toMatchObject({
      removed: true,
      left: ["other"],
    });
  });
});

describe("controller/cli/service/traffic-command", () => {
  it("takes the groups of a declared service", async () => {
    const log = files.write("october.csv", LOG);
    const { status, out } = await run(["traffic", "shop", "--log", log]);
    expect(status).toBe(0);
    expect(parse(out)).toMatchObject({ clientGroups: [{ id: "europe", share: 1 }] });
    expect(out).toContain("# america: no row belongs to it, so it has no share.");
    expect(fake.bodies).toEqual([]);
  });
});
