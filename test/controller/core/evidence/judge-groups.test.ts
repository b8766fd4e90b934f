import { describe, expect, it } from "vitest";
import { type GroupDays, judgeGroups } from "../../../../controller/core/evidence/judge-groups.ts";
import { normal } from "../../../helpers/draws.ts";
import { seeded } from "../../../helpers/seeded.ts";

const group = (values: readonly number[], name = "g"): GroupDays => ({
  group: name,
  days: values.map((value, day) => ({ day, value })),
  thresholdUs: 5_000,
});
const judge = (values: readonly number[]) => judgeGroups([group(values)])[0];
/** Scatter without likeness of neighbours. */
const around = (meanUs: number, days: number, scatterUs = 500) =>
  Array.from({ length: days }, (_, at) => meanUs + (at % 2 === 0 ? scatterUs : -scatterUs));

describe("controller/core/evidence/judge-groups", () => {
  it.each([
    ["better", around(-12_000, 14)],
    ["worse", around(12_000, 14)],
    ["equivalent", around(900, 14)],
    ["inconclusive", around(-5_200, 8, 3_000)],
    ["inconclusive", around(-40_000, 6)],
    ["non_stationary", [...around(900, 11), ...around(30_000, 3)]],
  ])("is %s", (verdict, values) => {
    expect(judge(values)?.verdict).toBe(verdict);
  });

  it("says how many days a verdict still takes", () => {
    expect(judge(around(-40_000, 2))).toMatchObject({ interval: null, daysNeeded: 5 });
    expect(judge(around(-40_000, 6))).toMatchObject({ verdict: "inconclusive", daysNeeded: 1 });
    const close = judge(around(-6_000, 10, 4_000));
    // Half-width 3.0 ms, one ms beyond the threshold: some nine times the days.
    expect(close?.daysNeeded).toBeGreaterThan(70);
    expect(close?.daysNeeded).toBeLessThan(90);
    expect(judge(around(-5_001, 10, 4_000))?.daysNeeded).toBeNull();
    expect(judge(around(-12_000, 14))?.daysNeeded).toBeNull();
  });

  it("starts anew at a shift, and judges the days since once they are seven", () => {
    const before = around(-30_000, 10);
    expect(judge([...before, ...around(1_000, 3)])).toMatchObject({
      verdict: "non_stationary",
      shift: { day: 10 },
      daysNeeded: 4,
    });
    expect(judge([...before, ...around(1_000, 7)])).toMatchObject({
      verdict: "equivalent",
      shift: { day: 10, by: expect.closeTo(31_000, -3) },
      interval: { days: 7 },
    });
  });

  it("takes more to convince the more groups are asked", () => {
    // Alone it would do: the interval ends at some -5.7 ms.
    const narrow = group(around(-8_000, 7, 2_000), "narrow");
    expect(judgeGroups([narrow])[0]?.verdict).toBe("better");
    const nothing = Array.from({ length: 40 }, (_, at) => group(around(0, 7), `nothing-${at}`));
    expect(judgeGroups([...nothing, narrow]).at(-1)?.verdict).toBe("inconclusive");
  });

  it("seldom sees a shift where there is none, and finds one of 20 ms", () => {
    const random = seeded(11);
    const days = (shiftUs: number) =>
      Array.from({ length: 14 }, (_, at) => 2_000 * normal(random) + (at >= 9 ? shiftUs : 0));
    const share = (shiftUs: number) => {
      const runs = Array.from({ length: 400 }, () => judge(days(shiftUs)));
      return runs.filter((each) => each?.shift != null).length / runs.length;
    };
    expect(share(0)).toBeLessThan(0.05);
    expect(share(20_000)).toBeGreaterThan(0.98);
  });

  // Shaped like Calder et al. 2015, figure 5: 19 % of groups can gain, 12 % at least 10 ms, 4 % at
  // least 50 ms; everybody else would lose.
  it("makes less than 1 % of the groups worse that follow it, and finds most of the gain", () => {
    const random = seeded(5);
    const trueUs = () => {
      const kind = random();
      if (kind < 0.04) return -50_000 - 50_000 * random();
      if (kind < 0.12) return -10_000 - 40_000 * random();
      if (kind < 0.19) return -10_000 * random();
      return 30_000 * random();
    };
    const truths = Array.from({ length: 2_000 }, trueUs);
    const judged = judgeGroups(
      truths.map((us) => group(Array.from({ length: 14 }, () => us + 6_000 * normal(random)))),
    );
    const moved = truths.filter((_, at) => judged[at]?.verdict === "better");
    const worse = moved.filter((us) => us > 0).length;
    expect(worse / truths.length).toBeLessThan(0.01);
    const gain = (all: readonly number[]) => all.reduce((sum, us) => sum + Math.min(0, us), 0);
    expect(gain(moved) / gain(truths)).toBeGreaterThan(0.9);
  });
});
