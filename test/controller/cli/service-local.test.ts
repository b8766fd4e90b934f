import { lstatSync, readdirSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runCli } from "./run-cli.ts";
import { type Files, LOG, openFiles, SHOP } from "./service-files.ts";

let files: Files;

beforeEach(() => {
  files = openFiles();
});
afterEach(() => {
  files.remove();
});

const run = (...words: string[]) => runCli(["service", ...words]);

describe("controller/cli/service/validate-command", () => {
  it("calls a good file fine, and says what only a controller can check", async () => {
    const shop = files.write("shop.yaml", SHOP);
    expect(await run("validate", shop)).toEqual({
      status: 0,
      out: `${shop} is fine: Shop (shop), 1 endpoint and 2 client groups.\n  eu-west-1 and us-east-1 are not described here: isochrone service add checks that the estate has them.\n`,
      err: "",
    });
  });

  it("tells each fault with file, line, column and mend, in words and as JSON", async () => {
    const text = SHOP.replace("place:", "plaice:").replace("53.35", "153");
    const [bad, good] = [files.write("bad.yaml", text), files.write("good.yaml", SHOP)];
    const plain = await run("validate", bad, good);
    expect(plain.status).toBe(1);
    expect(plain.out.split("\n").slice(0, 4)).toEqual([
      `${bad} has 2 faults.`,
      `${bad}:8:5: endpoints[0].plaice: there is no such field; did you mean place?`,
      `${bad}:9:15: endpoints[0].latitude: must be 90 or less`,
      `${good} is fine: Shop (shop), 1 endpoint and 2 client groups.`,
    ]);
    const json = JSON.parse((await run("validate", bad, good, "--json")).out) as object;
    expect(json).toMatchObject({
      ok: false,
      exitStatus: 1,
      files: [
        {
          file: bad,
          service: null,
          faults: [{ line: 8, column: 5 }, { path: "endpoints[0].latitude" }],
        },
        { file: good, service: "shop", faults: [] },
      ],
    });
  });

  it("sees shares that do not add up, text that is no YAML, and files that are not there", async () => {
    const sum = files.write("sum.yaml", SHOP.replace("0.5 # guessed", "0.7"));
    expect((await run("validate", sum)).out).toContain(
      "sum.yaml:14:1: clientGroups: shares add up to 1.200; make them add up to 1",
    );
    const broken = files.write("broken.yaml", "version: [1\nid: x");
    expect((await run("validate", broken)).out).toMatch(/broken\.yaml:\d+:\d+: not valid YAML/);
    expect(await run("validate", files.path("none.yaml"))).toMatchObject({ status: 1 });
    expect((await run("validate")).status).toBe(64);
  });

  it("misses the log that a file names", async () => {
    const text = `${SHOP}traffic:\n  csv:\n    file: october.csv\n`;
    const shop = files.write("shop.yaml", text);
    expect((await run("validate", shop)).out).toContain("traffic.csv.file: there is no such file");
    files.write("october.csv", LOG);
    expect((await run("validate", shop)).status).toBe(0);
  });
});

describe("controller/cli/service/schema-command", () => {
  it("prints a schema that forbids unknown fields", async () => {
    const schema = JSON.parse((await run("schema")).out) as Record<string, unknown>;
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      additionalProperties: false,
      required: ["version", "id", "label", "endpoints"],
    });
    expect(JSON.parse((await run("schema", "--json")).out)).toMatchObject({ ok: true, schema });
  });
});

describe("controller/cli/service/traffic-command", () => {
  const BLOCK = {
    clientGroups: [
      { id: "europe", share: 0.8571, trafficPerMonth: { gbOut: 30.4167, requests: 9_125 } },
      { id: "america", share: 0.1429, trafficPerMonth: { gbOut: 15.2083, requests: 1_521 } },
    ],
  };

  it("prints the block to paste, and as comments what it was taken from", async () => {
    const [shop, log] = [files.write("shop.yaml", SHOP), files.write("october.csv", LOG)];
    const { status, out, err } = await run("traffic", shop, "--log", log);
    expect([status, err]).toEqual([0, ""]);
    expect(parse(out)).toEqual(BLOCK);
    expect(out.split("\n").filter((line) => line.startsWith("#"))).toEqual([
      `# 5 rows of ${log}, over 2.0 days.`,
      "# 1.0 % of the requests belong to no group, most of them from BR (7).",
      `# 1 row of ${log} not understood: line 6.`,
    ]);
    expect(files.read("shop.yaml")).toBe(SHOP);
    const json = JSON.parse((await run("traffic", shop, "--log", log, "--json")).out) as object;
    expect(json).toMatchObject({
      traffic: { groups: BLOCK.clientGroups, hoursCovered: 48 },
      logs: [{ file: log, rows: 5, notUnderstood: { rows: 1, firstLines: [6] } }],
      unmatched: [{ name: "BR", requests: 7 }],
      written: null,
    });
  });

  it("takes files whose shares are missing, several logs, the days and columns that are said", async () => {
    const shop = files.write("shop.yaml", SHOP.replaceAll(/ {4}share: .*\n/g, ""));
    const one = files.write("one.csv", "land,hits\nDE,10\n");
    const two = files.write("two.csv", "land,hits\nUS,30\n");
    const words = ["--column", "country=land", "--column", "requests=hits", "--days", "73"];
    const { out } = await run("traffic", shop, "--log", one, two, ...words);
    expect(parse(out)).toEqual({
      clientGroups: [
        { id: "europe", share: 0.25, trafficPerMonth: { requests: 4 } },
        { id: "america", share: 0.75, trafficPerMonth: { requests: 13 } },
      ],
    });
  });

  it("writes into the file, through links, and keeps comments and all else", async () => {
    files.write("shop.yaml", SHOP);
    files.write("october.csv", LOG);
    symlinkSync(files.path("shop.yaml"), files.path("link.yaml"));
    const link = files.path("link.yaml");
    const { status, out } = await run(
      "traffic",
      link,
      "--log",
      files.path("october.csv"),
      "--write",
    );
    expect([status, out.split("\n")[0]]).toEqual([0, `Written into ${link}.`]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(files.path("."))).toHaveLength(3);
    const text = files.read("shop.yaml");
    expect(text.split("\n").filter((line) => !SHOP.includes(line))).toEqual([
      "    share: 0.8571 # guessed",
      "      gbOut: 30.4167",
      "      requests: 9125",
      "    share: 0.1429",
      "      gbOut: 15.2083",
      "      requests: 1521",
    ]);
    expect(text).not.toContain("gbIn");
    expect(text).toContain("dnsQueries: 5000 # of the bill");
    expect(text).toContain('dns: {url: "https://shop.example/"}');
    expect((await run("validate", link)).status).toBe(0);
  });

  it("puts a log's figures in the place of the log, in JSON too", async () => {
    files.write("october.csv", LOG);
    const { clientGroups, ...same } = parse(SHOP) as { clientGroups: object[] };
    const traffic = { csv: { file: "october.csv", hoursCovered: 730 } };
    const json = JSON.stringify({ ...same, clientGroups, traffic });
    const shop = files.write("shop.json", json);
    expect((await run("traffic", shop, "--write")).status).toBe(0);
    const written = JSON.parse(files.read("shop.json")) as typeof same & { clientGroups: object[] };
    expect(written).not.toHaveProperty("traffic");
    expect(written.clientGroups[1]).toMatchObject({ trafficPerMonth: { gbOut: 1, requests: 100 } });
  });

  it.each<[string, string, string[], string]>([
    ["no log", SHOP, [], "names no log"],
    ["a log that is not there", SHOP, ["--log", "none.csv"], "none.csv cannot be read"],
    [
      "groups that no row belongs to",
      SHOP.replace("US", "JP"),
      ["--log", "october.csv", "--write"],
      "clientGroups[1].id: no row of the log belongs to it",
    ],
    [
      "rows that belong to nobody",
      SHOP.replace("[DE, FR]", "[SE]").replace("US", "JP"),
      ["--log", "october.csv"],
      "none of 5 rows belongs to a client group; most come from DE, FR, US, BR",
    ],
    [
      "a file with another fault",
      SHOP.replace("url: https", "url: ftp"),
      ["--log", "october.csv"],
      "endpoints[0].url: must be an http",
    ],
  ])("refuses %s and leaves the file as it was", async (_, text, words, message) => {
    const shop = files.write("shop.yaml", text);
    files.write("october.csv", LOG);
    const own = words.map((word) => (word.endsWith(".csv") ? files.path(word) : word));
    const { status, err, out } = await run("traffic", shop, ...own);
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain(message);
    expect(files.read("shop.yaml")).toBe(text);
  });

  it.each([
    [["traffic", "shop"]],
    [["traffic", "shop", "--log", "x.csv", "--write"]],
    [["traffic", "shop.yaml", "--days", "0"]],
    [["traffic", "shop.yaml", "--column", "colour=red"]],
    [["traffic", "shop.yaml", "--format", "nginx"]],
  ])("tells wrong usage: %j", async (words) => {
    expect((await run(...words)).status).toBe(64);
  });
});
