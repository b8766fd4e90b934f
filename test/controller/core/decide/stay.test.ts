import { describe, expect, it } from "vitest";
import { type Change, reasonsToStay } from "../../../../controller/core/decide/stay.ts";

const CHANGE: Change = {
  gainUs: 20_000,
  gainLowUs: 12_000,
  thresholdUs: 5_000,
  inARow: 3,
  daysSinceLastChange: 30,
  switchCostUsd: null,
  savedUsdPerMonth: null,
  isTailKept: true,
  incumbentFails: false,
};

describe("controller/core/decide/stay", () => {
  it("finds none against a gain that is worth it, certain and lasting", () => {
    expect(reasonsToStay(CHANGE)).toEqual([]);
    expect(reasonsToStay({ ...CHANGE, daysSinceLastChange: null })).toEqual([]);
  });

  it.each<[string, Partial<Change>, string[]]>([
    ["a small gain", { gainUs: 4_000 }, ["gain_below_threshold"]],
    ["a doubtful gain", { gainLowUs: -1 }, ["gain_not_certain"]],
    ["a first sight", { inARow: 1 }, ["not_confirmed_yet"]],
    ["a change of last week", { daysSinceLastChange: 7 }, ["changed_lately"]],
    [
      "a saving that pays back in a year",
      { gainUs: 0, gainLowUs: -2_000, switchCostUsd: 1_200, savedUsdPerMonth: 100 },
      ["switch_does_not_pay"],
    ],
    [
      "a saving that loses time",
      { gainUs: -9_000, gainLowUs: -12_000, savedUsdPerMonth: 100 },
      ["gain_below_threshold", "gain_not_certain"],
    ],
    [
      "a saving that gives up more than half of what a change would be worth",
      { gainUs: -2_000, gainLowUs: -2_600, savedUsdPerMonth: 100 },
      ["gain_below_threshold", "gain_not_certain"],
    ],
  ])("stays for %s", (_, over, reasons) => {
    expect(reasonsToStay({ ...CHANGE, ...over })).toEqual(reasons);
  });

  it("changes for money alone where no time is lost", () => {
    const cheaper = { gainUs: 0, gainLowUs: -2_000, switchCostUsd: 300, savedUsdPerMonth: 100 };
    expect(reasonsToStay({ ...CHANGE, ...cheaper })).toEqual([]);
  });

  it("waits for nothing when the design in use fails", () => {
    const nothing = { gainUs: 0, gainLowUs: -9_000, inARow: 1, daysSinceLastChange: 0 };
    expect(reasonsToStay({ ...CHANGE, ...nothing, incumbentFails: true })).toEqual([]);
  });
});
