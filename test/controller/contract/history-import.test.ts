import { describe, expect, it } from "vitest";
import { HistoryImport } from "../../../controller/contract/history-import.ts";

const path = (vantage: string) => ({
  vantage,
  entry: "dns",
  endpoint: null,
  medians: [
    [1_700_000_100_000, 20_000, 60],
    [1_700_003_700_000, 21_000, 60],
  ],
  days: [{ day: 19_675, bins: [900, 60, 2, 60], sent: 121, bad: 1, servedBy: { us: 120 } }],
});
const run = (id: string) => ({
  id,
  atMs: 1_700_000_000_000,
  entry: "dns",
  endpoint: "us",
  recoveryS: { americas: 80, europe: null },
});
const document = {
  isochroneHistory: 1,
  source: "simulated",
  origin: "a test",
  paths: [path("sa-east-1"), path("eu-west-2")],
  failoverRuns: [run("run-1")],
};

const faultsOf = (given: unknown) =>
  (HistoryImport.safeParse(given).error?.issues ?? []).map(
    (issue) => `${issue.path.join(".")}: ${issue.message}`,
  );

describe("controller/contract/history-import", () => {
  it("takes a whole history", () => {
    const { failoverRuns, ...rest } = document;
    expect(HistoryImport.parse(document)).toMatchObject({ source: "simulated" });
    expect(HistoryImport.parse(rest).failoverRuns).toEqual([]);
  });

  it.each([
    [
      "another version",
      { isochroneHistory: 2 },
      "isochroneHistory: must be 1, the version of histories that this release reads",
    ],
    ["no path", { paths: [] }, "paths: name at least one path"],
    [
      "a path twice",
      { paths: [path("a"), path("b"), path("a")] },
      "paths.2: is the same path as paths.0",
    ],
    [
      "a run twice",
      { failoverRuns: [run("run-1"), run("run-1")] },
      "failoverRuns.1.id: run-1 stands twice",
    ],
    [
      "medians that go back in time",
      { paths: [{ ...path("a"), medians: [...path("a").medians].reverse() }] },
      "paths.0.medians.1.0: stands twice or behind a later one; put them in order of time, each once, days that overlap added up",
    ],
    [
      "more days than are ever looked at",
      {
        paths: [
          {
            ...path("a"),
            days: Array.from({ length: 36 }, (_, day) => ({ day, bins: [], sent: 0, bad: 0 })),
          },
        ],
      },
      "paths.0.days: must be 35 or fewer",
    ],
  ])("refuses %s and names it", (_what, change, fault) => {
    expect(faultsOf({ ...document, ...change })).toContain(fault);
  });

  it("does not guess where the numbers come from", () => {
    const { source, ...rest } = document;
    expect(faultsOf(rest)[0]).toMatch(/^source: /);
  });
});
