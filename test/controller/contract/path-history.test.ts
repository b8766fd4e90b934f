import { describe, expect, it } from "vitest";
import { PathHistory } from "../../../controller/contract/path-history.ts";

const AT_MS = 1_700_000_100_000;
const faultsOf = (median: unknown) => {
  const path = { vantage: "a", entry: "dns", endpoint: null, medians: [median] };
  return (PathHistory.safeParse(path).error?.issues ?? []).map((issue) => issue.path.join("."));
};

describe("controller/contract/path-history", () => {
  it.each([[[AT_MS, 20_000, 60]], [[AT_MS, 0, 1]]])("takes the median %j", (median) => {
    expect(faultsOf(median)).toEqual([]);
  });

  it.each([
    [[AT_MS, 20_000], "medians.0"],
    [[AT_MS, 20_000, 60, 1], "medians.0"],
    [[AT_MS, 20_000.5, 60], "medians.0.1"],
    [[AT_MS, -1, 60], "medians.0.1"],
    [[AT_MS, 20_000, 0], "medians.0.2"],
    [[AT_MS + 0.5, 20_000, 60], "medians.0.0"],
    [[AT_MS, Number.NaN, 60], "medians.0.1"],
    [[AT_MS, "20000", 60], "medians.0.1"],
    [[AT_MS + 1, 20_000, 60], "medians.0.0"],
    [{}, "medians.0"],
  ])("refuses the median %j at its place", (median, path) => {
    expect(faultsOf(median)).toEqual([path]);
  });
});
