import { describe, expect, it } from "vitest";
import { Scenario, ScenarioOfFolder } from "../../../controller/contract/scenario.ts";
import { strictly } from "../../../controller/contract/strictly.ts";

const AT = 1_700_000_100_000;
const DAY = 19_675;

const vantage = { id: "fra", kind: "custom", label: "Frankfurt", latitude: 50, longitude: 9 };
const group = { id: "europe", label: "Europe", share: 1, vantages: ["fra"] };
const service = {
  id: "shop",
  label: "Shop",
  endpoints: [
    {
      id: "dublin",
      label: "Dublin",
      place: "eu-west-1",
      latitude: 53.35,
      longitude: -6.26,
      url: "https://eu-west-1.shop.example/",
    },
  ],
  dns: { url: "https://shop.example/" },
  clientGroups: [group],
};
const path = { vantage: "fra", entry: "dns", endpoint: null, medians: [[AT, 24_000, 12]] };
const day = { day: DAY, bins: [300, 12], sent: 12, bad: 0 };
const run = { id: "r1", atMs: AT, entry: "dns", endpoint: "dublin", recoveryS: { europe: 70 } };
const scenario = {
  isochroneScenario: 1,
  service,
  vantages: [vantage],
  evidence: { paths: [path] },
};

const STRICT = strictly(Scenario);

/** The first thing that is wrong with a scenario, as `field: message`. */
function firstIssue(change: object): string {
  const [issue] = STRICT.safeParse({ ...scenario, ...change }).error?.issues ?? [];
  return issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
}

const withPath = (change: object) => ({ evidence: { paths: [{ ...path, ...change }] } });
const withRun = (change: object) => ({ failoverRuns: [{ ...run, ...change }] });
const OUT_OF_ORDER =
  "stands twice or behind a later one; put them in order of time, each once, days that overlap added up";

describe("controller/contract/scenario", () => {
  it("fills in what is left out, and leaves unknown what is unknown", () => {
    const parsed = Scenario.parse({ ...scenario, failoverRuns: [run] });
    expect(parsed.evidence.source).toBe("measured");
    expect(parsed.evidence.paths[0]?.days).toEqual([]);
    expect(parsed.failoverRuns[0]?.ttlS).toBeNull();
    expect(parsed.memory).toEqual({
      changedAtMs: null,
      best: null,
      inARow: 0,
      switchCostUsd: null,
    });
    expect(parsed).not.toHaveProperty("prices");
  });

  const TABLE: readonly [string, object, RegExp | string][] = [
    ["another version", { isochroneScenario: 2 }, /^isochroneScenario: must be 1/],
    ["a median that is no number", withPath({ medians: [[AT, Number.NaN, 3]] }), /medians\.0\.1: /],
    [
      "a negative median",
      withPath({ medians: [[AT, -1, 3]] }),
      "evidence.paths.0.medians.0.1: must be 0 or more",
    ],
    ["an endless median", withPath({ medians: [[AT, Number.POSITIVE_INFINITY, 3]] }), /medians\.0/],
    [
      "a median of nothing",
      withPath({ medians: [[AT, 1, 0]] }),
      "evidence.paths.0.medians.0.2: must be 1 or more",
    ],
    [
      "a median beside the beat",
      withPath({ medians: [[AT + 7, 1, 3]] }),
      "evidence.paths.0.medians.0.0: must be the start of five minutes, a multiple of 300000",
    ],
    [
      "medians that overlap",
      withPath({
        medians: [
          [AT, 1, 3],
          [AT, 2, 3],
        ],
      }),
      `evidence.paths.0.medians.1.0: ${OUT_OF_ORDER}`,
    ],
    [
      "days that overlap",
      withPath({ days: [day, day] }),
      `evidence.paths.0.days.1.day: ${OUT_OF_ORDER}`,
    ],
    [
      "days out of order",
      withPath({ days: [day, { ...day, day: DAY - 1 }] }),
      `evidence.paths.0.days.1.day: ${OUT_OF_ORDER}`,
    ],
    ["more bad than sent", withPath({ days: [{ ...day, bad: 13 }] }), /must not be more than sent/],
    ["broken bins", withPath({ days: [{ ...day, bins: [1, 0] }] }), /bin 1 is listed with a count/],
    [
      "a vantage that is not there",
      withPath({ vantage: "oslo" }),
      "evidence.paths.0.vantage: oslo is no vantage of this scenario; it has fra",
    ],
    ["an endpoint that is not there", withPath({ endpoint: "oslo" }), /oslo is no endpoint/],
    [
      "a path that stands twice",
      { evidence: { paths: [path, path] } },
      "evidence.paths.1: fra by dns stands twice; put its medians and days into one",
    ],
    [
      "a run of an unknown group",
      withRun({ recoveryS: { asia: 3 } }),
      "failoverRuns.0.recoveryS.asia: asia is no client group of this scenario; it has europe",
    ],
    ["a run of nobody", withRun({ recoveryS: {} }), /must tell of a client group/],
    ["a negative recovery", withRun({ recoveryS: { europe: -1 } }), /recoveryS\.europe: Too small/],
    [
      "a run that stands twice",
      { failoverRuns: [run, run] },
      "failoverRuns.1: r1 by dns stands twice; put its groups into one",
    ],
    [
      "a group's vantage that is not there",
      { service: { ...service, clientGroups: [{ ...group, vantages: ["fra", "oslo"] }] } },
      "service.clientGroups.0.vantages: oslo: no such vantage in the scenario",
    ],
    ["a vantage twice", { vantages: [vantage, vantage] }, /^vantages\.1: fra stands twice/],
    ["a misspelt field", { evidense: {} }, /Unrecognized key/],
    ["a misspelt field of a path", withPath({ median: [] }), /Unrecognized key/],
  ];

  it.each(TABLE)("names %s", (_what, change, expected) => {
    const issue = firstIssue(change);
    if (typeof expected === "string") expect(issue).toBe(expected);
    else expect(issue).toMatch(expected);
  });

  it("takes each vantage for a group where the service declares none", () => {
    const change = withRun({ recoveryS: { fra: null } });
    expect(firstIssue({ ...change, service: { ...service, clientGroups: [] } })).toBe("");
  });

  it("wants no evidence in the file of a folder, but where it comes from", () => {
    const { evidence: _evidence, ...rest } = scenario;
    expect(ScenarioOfFolder.parse(rest).evidence).toEqual({ source: "measured" });
    const stated = { ...rest, evidence: { paths: [] } };
    expect(strictly(ScenarioOfFolder).safeParse(stated).success).toBe(false);
  });
});
