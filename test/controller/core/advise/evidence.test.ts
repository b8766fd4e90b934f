import { describe, expect, it } from "vitest";
import { evidenceGrade } from "../../../../controller/core/advise/evidence-grade.ts";
import { daysText, missingEvidence } from "../../../../controller/core/advise/missing-evidence.ts";
import { SHOP } from "../verdict/status-scene.ts";

describe("controller/core/advise/evidence-grade", () => {
  it.each([
    [14, 0.9, 20, "A"],
    [13.9, 0.9, 20, "B"],
    [14, 0.89, 20, "B"],
    [14, 0.9, 19, "B"],
    [7, 0.8, 5, "B"],
    [6.99, 0.8, 5, "C"],
    [7, 0.79, 5, "C"],
    [7, 0.8, 4, "C"],
  ])(
    "gives %f days, %f of the traffic and %i failover runs grade %s",
    (fullDays, coverage, failoverRuns, grade) => {
      expect(evidenceGrade({ fullDays, coverage, failoverRuns })).toBe(grade);
    },
  );
});

describe("controller/core/advise/missing-evidence", () => {
  const input = {
    atMs: 0,
    service: SHOP,
    vantages: [],
    paths: [],
    fromMs: 0,
    toMs: 0,
    fullDays: 0.049,
    failoverRuns: 0,
  };
  const lacks = (more: Partial<typeof input>, coverage: number) =>
    missingEvidence({ ...input, ...more }, coverage).map(({ what, have }) => `${what}: ${have}`);

  it("lists what is not there", () => {
    expect(lacks({}, 0.57)).toEqual([
      "full days: 0.04",
      "traffic with measurements of its own: 57 %",
      "failover runs: 0",
      "shares of the traffic: equal shares assumed",
      "cost: no traffic volume declared",
    ]);
  });

  it("leaves out what is there", () => {
    const clientGroups = [{ id: "all", label: "All", share: 1, vantages: ["a"] }];
    const service = { ...SHOP, clientGroups };
    expect(lacks({ fullDays: 14, failoverRuns: 5, service }, 0.8)).toEqual([
      "comparison day by day: all values of the window in one",
      "cost: no traffic volume declared",
    ]);
  });

  it("begins with a way in that is not declared", () => {
    const { dns: _none, ...service } = SHOP;
    expect(lacks({ service }, 1)[0]).toBe("way in by Route 53: none declared");
  });

  it("never rounds up to a day that is not there", () => {
    expect([0, 0.0007, 0.0416, 6.999, 14].map(daysText)).toEqual([
      "0",
      "< 0.01",
      "0.04",
      "6.99",
      "14",
    ]);
  });
});
