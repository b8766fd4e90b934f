import { describe, expect, it } from "vitest";
import { oneWayLines, oneWayWords } from "../../../probe/cli/one-way-text.ts";

const way = (avgUs: number) => ({ minUs: avgUs - 100, avgUs, maxUs: avgUs + 100 });

describe("probe/cli/one-way-text", () => {
  it("never shows a delay without its bound, nor hides one below zero", () => {
    expect(oneWayWords({ outUs: 1_250, backUs: -50, errorUs: 400 })).toBe(
      "out=1.250 back=-0.050 ±0.400",
    );
    expect(oneWayWords({ outUs: 1_250, backUs: -500, errorUs: 400 })).toContain(
      "(a clock is further off than it says)",
    );
  });

  it("sums up, or says why it cannot", () => {
    const summary = { values: 9, out: way(1_000), back: way(200), errorUs: 400, impossible: 0 };
    expect(oneWayLines(summary)).toEqual([
      "out min/avg/max = 0.900/1.000/1.100 ms, back min/avg/max = 0.100/0.200/0.300 ms, each ± 0.400 ms by both clocks' own bounds",
    ]);
    expect(oneWayLines({ ...summary, impossible: 2 })[1]).toContain("2 of 9 contradict");
    expect(oneWayLines(null)).toEqual([
      "one-way delays are not known: both ends need a clock that chronyd keeps",
    ]);
  });
});
