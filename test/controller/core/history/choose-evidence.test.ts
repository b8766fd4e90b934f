import { describe, expect, it } from "vitest";
import type { HistoryImport } from "../../../../controller/contract/history-import.ts";
import { PathHistory } from "../../../../controller/contract/path-history.ts";
import { chooseEvidence } from "../../../../controller/core/history/choose-evidence.ts";
import { ESTATE } from "../../../helpers/estate.ts";

const DAY_MS = 86_400_000;
const [service] = ESTATE.services;
if (service === undefined) throw new Error("the estate of the tests has no service");

/** A path with a median at the start of each of some days. */
const path = (us: number, days: number[], change: object = {}) =>
  PathHistory.parse({
    vantage: "us-east-1",
    entry: "dns",
    endpoint: null,
    medians: days.map((day) => [day * DAY_MS, us, 60]),
    days: days.map((day) => ({ day, bins: [900, 60], sent: 60, bad: 0 })),
    ...change,
  });
const imported = (change: Partial<HistoryImport>): HistoryImport => ({
  isochroneHistory: 1,
  source: "simulated",
  origin: "a test",
  paths: [path(2, [1, 2, 3])],
  failoverRuns: [],
  ...change,
});
const choose = (given: HistoryImport | null, change: object = {}) =>
  chooseEvidence({
    service,
    vantages: ESTATE.vantages,
    measured: [path(1, [3, 4])],
    measuredDays: 2,
    imported: given,
    sinceMs: 2 * DAY_MS,
    ...change,
  });

describe("controller/core/history/choose-evidence", () => {
  it("is what was measured where nothing was imported", () => {
    expect(choose(null)).toEqual({
      source: "measured",
      histories: [path(1, [3, 4])],
      failoverRuns: [],
      isImportUsed: false,
    });
  });

  it("is what was simulated alone, as far as it is looked at, until a week was measured", () => {
    expect(choose(imported({}), { measuredDays: 6.9 })).toEqual({
      source: "simulated",
      histories: [path(2, [2, 3])],
      failoverRuns: [],
      isImportUsed: true,
    });
    expect(choose(imported({}), { measuredDays: 7 })).toEqual(choose(null));
  });

  it("fills days of a path that were measured elsewhere, and never mixes two in one", () => {
    const { source, histories } = choose(imported({ source: "measured" }));
    expect(source).toBe("measured");
    expect(histories).toHaveLength(1);
    expect(histories[0]?.medians).toEqual([
      [2 * DAY_MS, 2, 60],
      [3 * DAY_MS, 1, 60],
      [4 * DAY_MS, 1, 60],
    ]);
    expect(histories[0]?.days.map(({ day }) => day)).toEqual([2, 3, 4]);
  });

  it("adds paths that Isochrone does not measure", () => {
    const more = path(5, [3], { vantage: "eu-west-1" });
    const { histories } = choose(imported({ source: "measured", paths: [more] }));
    expect(histories).toEqual([path(1, [3, 4]), more]);
  });

  it("leaves out what the service does not have any more", () => {
    const paths = [
      path(2, [3], { vantage: "mars" }),
      path(2, [3], { entry: "direct", endpoint: "mars" }),
    ];
    expect(choose(imported({ paths })).histories).toEqual([]);
    expect(choose(null, { measured: paths }).histories).toEqual([]);
    const { accelerator, ...without } = service;
    const measured = [path(1, [3], { entry: "accelerator" })];
    expect(choose(null, { measured }).histories).toHaveLength(1);
    expect(choose(null, { measured, service: without }).histories).toEqual([]);
  });
});
