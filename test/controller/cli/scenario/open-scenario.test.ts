import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openScenario } from "../../../../controller/cli/scenario/open-scenario.ts";
import { CSV, type Folder, faultsOf, HEAD, openFolder, RUNS } from "./scenario-files.ts";

const open: Folder[] = [];
const folderOf = (files: Readonly<Record<string, string>>) => {
  const folder = openFolder(files);
  open.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of open.splice(0)) folder.remove();
});

const AT = 1_793_491_200_000;
const DAY = AT / 86_400_000;
const dns = (change: object = {}) => ({
  vantage: "fra",
  entry: "dns",
  endpoint: null,
  medians: [],
  ...change,
});
const day = (at: number) => ({ day: DAY + at, bins: [300, 6], sent: 6, bad: 0 });

describe("controller/cli/scenario/open-scenario, a file", () => {
  const EVIDENCE = `evidence:\n  paths:\n    - {vantage: fra, entry: dns, endpoint: null, medians: [[${AT}, 24000, 6]]}\n`;

  it("reads YAML and the same as JSON alike", () => {
    const folder = folderOf({});
    const yaml = openScenario(folder.write("one.yaml", HEAD + EVIDENCE));
    const json = openScenario(folder.write("one.json", JSON.stringify(parse(HEAD + EVIDENCE))));
    expect(json).toEqual(yaml);
    expect(yaml.evidence.paths[0]?.medians).toEqual([[AT, 24_000, 6]]);
  });

  it.each([
    [
      "a misspelt field",
      "label: Shop",
      "lable: Shop",
      /one\.yaml:4:3: service\.lable: there is no/,
    ],
    ["no number", "24000", ".nan", /one\.yaml:20:.*medians\[0\]\[1\]: must be a number, not NaN/],
    ["a negative one", "24000", "-5", /one\.yaml:20:.*medians\[0\]\[1\]: must be 0 or more/],
    ["an unknown vantage", "vantage: fra", "vantage: oslo", /oslo is no vantage.* fra, par/],
    ["a version to come", "Scenario: 1", "Scenario: 2", /one\.yaml:1:20: .*must be 1/],
    ["an unfinished text", "medians: [[", "medians: [[[", /one\.yaml:\d+:\d+: not valid YAML/],
  ])("tells %s with line, field and mend", (_what, good, bad, expected) => {
    const folder = folderOf({});
    const file = folder.write("one.yaml", (HEAD + EVIDENCE).replace(good, bad));
    expect(faultsOf(folder, file).join("\n")).toMatch(expected);
  });

  it("says that a file is not there, and what to name", () => {
    expect(() => openScenario("/nonexistent/one.yaml")).toThrow("there is no such file or folder");
  });
});

describe("controller/cli/scenario/open-scenario, a folder", () => {
  it("puts files together: CSV in any order, a day in each file, runs", () => {
    const folder = folderOf({
      "scenario.yaml": `${HEAD}evidence: {source: simulated}\n`,
      "failover-runs.yaml": RUNS,
      "evidence/monday.csv": CSV,
      "evidence/days-1.jsonl": `${JSON.stringify(dns({ days: [day(1)] }))}\n\n`,
      "evidence/days-0.json": JSON.stringify([dns({ days: [day(0)] })]),
      "evidence/.hidden": "no evidence",
      "README.md": "of no interest",
      "what-if-two.yaml": "of another command",
    });
    const { evidence, failoverRuns } = openScenario(folder.path);
    expect(evidence.source).toBe("simulated");
    expect(evidence.paths).toEqual([
      {
        ...dns({ days: [day(0), day(1)].map((each) => ({ ...each, servedBy: {} })) }),
        medians: [[AT, 25_000, 6]],
      },
      {
        vantage: "fra",
        entry: "direct",
        endpoint: "dublin",
        days: [],
        medians: [
          [AT, 24_000, 12],
          [AT + 300_000, 23_900, 12],
        ],
      },
    ]);
    expect(failoverRuns).toMatchObject([
      { id: "game-day", ttlS: null, recoveryS: { europe: 94.5 } },
    ]);
    expect(openScenario(folder.path)).not.toHaveProperty("prices");
  });

  const GOOD = { "scenario.yaml": HEAD, "evidence/a.csv": CSV };
  const OVERLAP = `evidence/b.csv:2: medians: 2026-11-01T00:00:00.000Z of fra by direct to dublin stands in evidence/a.csv:2 already; take one of them out`;
  const TABLE: readonly [string, Record<string, string>, string | RegExp][] = [
    ["no scenario", { "scenario.yaml": "" }, "scenario.yaml:1:1: is empty"],
    [
      "a name that is nearly right",
      { "failover_runs.yaml": RUNS },
      "failover_runs.yaml: is no file of a scenario; did you mean failover-runs.yaml?",
    ],
    [
      "evidence in the wrong place",
      { "monday.csv": CSV },
      "monday.csv: is no file of a scenario; put evidence into evidence/, and take out what is none",
    ],
    [
      "evidence of another kind",
      { "evidence/monday.parquet": "" },
      "evidence/monday.parquet: is not read; evidence ends in .json, .jsonl, .csv",
    ],
    [
      "the same file twice",
      { "scenario.json": "{}" },
      "scenario.yaml: stands beside scenario.json; take one of them out",
    ],
    [
      "evidence in the file",
      { "scenario.yaml": `${HEAD}evidence: {paths: []}\n` },
      /evidence\.paths: there is no such field/,
    ],
    ["five minutes in two files", { "evidence/b.csv": CSV }, OVERLAP],
    [
      "a day in two files",
      {
        "evidence/c.json": JSON.stringify([dns({ days: [day(0)] })]),
        "evidence/d.jsonl": JSON.stringify(dns({ days: [day(0)] })),
      },
      "evidence/d.jsonl:1: days: 2026-11-01 of fra by dns stands in evidence/c.json already; take one of them out",
    ],
    [
      "a vantage that is not there",
      { "evidence/a.csv": CSV.replaceAll("fra", "oslo") },
      "evidence/a.csv:2: vantage: oslo is no vantage of this scenario; it has fra, par",
    ],
    [
      "an endpoint that is not there",
      { "evidence/c.json": JSON.stringify([dns({ endpoint: "rome" })]) },
      "evidence/c.json: [0].endpoint: rome is no endpoint of this scenario; it has dublin",
    ],
    [
      "a broken line among lines",
      { "evidence/d.jsonl": `${JSON.stringify(dns())}\n{"vantage": "fra"\n` },
      /^evidence\/d\.jsonl:2:\d+: not valid YAML/,
    ],
    [
      "a run of a group that is not there",
      { "failover-runs.yaml": RUNS.replace("europe", "asia") },
      "failover-runs.yaml: [0].recoveryS.asia: asia is no client group of this scenario; it has europe",
    ],
    [
      "prices that are none",
      { "prices.yaml": "currency: EUR" },
      /^prices\.yaml:1:1: compiledOn: is missing/,
    ],
  ];

  it.each(TABLE)("names %s, with its file", (_what, files, expected) => {
    const [first = ""] = faultsOf(folderOf({ ...GOOD, ...files }));
    if (typeof expected === "string") expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it("misses the scenario itself", () => {
    const { "scenario.yaml": _none, ...rest } = GOOD;
    expect(faultsOf(folderOf(rest))).toEqual([
      "scenario.yaml: is missing; write the service and its vantages there, without evidence",
    ]);
  });
});
