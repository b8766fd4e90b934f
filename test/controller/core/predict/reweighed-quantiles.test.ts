import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { middleOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { binAtShare, massesOf } from "../../../../controller/core/histogram/masses.ts";
import type { PathEvidence } from "../../../../controller/core/predict/evidence-book.ts";
import { groupTimes } from "../../../../controller/core/predict/group-times.ts";
import { timesOfDays } from "../../../../controller/core/predict/path-times.ts";
import { reweighedQuantiles } from "../../../../controller/core/predict/reweighed-quantiles.ts";
import { countInBins } from "../../../../probe/contract/histogram.ts";

/** A bin and the values in it, once or more. */
const DAY = fc.dictionary(
  fc.integer({ min: 1, max: 300 }).map(String),
  fc.integer({ min: 1, max: 50 }),
  { minKeys: 1, maxKeys: 6 },
);

function path(told: readonly Record<string, number>[]): PathEvidence {
  const days = told.map((values, day) => {
    let before = 0;
    const bins = Object.entries(values).flatMap(([bin, count]) => {
      const step = Number(bin) - before;
      before = Number(bin);
      return [step, count];
    });
    return { day, bins };
  });
  const counts = days.map(({ bins }) => countInBins(bins));
  const of = { vantage: "a", entry: "dns", endpoint: null } as const;
  return {
    history: { ...of, medians: [], days: [] },
    days,
    counts,
    times: timesOfDays(days, counts),
  };
}

const grouped = (evidence: PathEvidence) =>
  groupTimes({ parts: [{ share: 1, path: evidence }], coverage: 1, basis: "measured" });

describe("controller/core/predict/reweighed-quantiles", () => {
  const GROUP = fc.record({
    days: fc.array(DAY, { minLength: 1, maxLength: 3 }),
    weight: fc.integer({ min: 1, max: 9 }),
  });

  test.prop([fc.array(GROUP, { minLength: 1, maxLength: 4 }), fc.constantFrom(0.1, 0.5, 0.95)])(
    "finds what the mixture of all groups has there",
    (groups, p) => {
      const all = groups.reduce((sum, { weight }) => sum + weight, 0);
      const paths = groups.map(({ days }) => path(days));
      const parts = paths.flatMap(({ days }, at) =>
        days.map(({ bins }) => ({ share: (groups[at]?.weight ?? 0) / all / days.length, bins })),
      );
      const times = paths.map(grouped);
      const weights = groups.map(({ weight }) => weight / all);
      const expected = middleOfBin(binAtShare(massesOf(parts), p));
      expect(reweighedQuantiles(times)(weights, [p])).toEqual([expected]);
    },
  );

  it("leaves those out who have no users or were not measured, and knows nothing of nobody", () => {
    const [slow, fast] = [path([{ "200": 1 }]), path([{ "100": 1 }])].map(grouped);
    const unmeasured = groupTimes({ parts: [], coverage: 0, basis: "modelled" });
    if (slow === undefined || fast === undefined) throw new Error("two paths make two groups");
    const reweighed = reweighedQuantiles([slow, fast, unmeasured]);
    expect(reweighed([0, 0.5, 0.5], [0.5])).toEqual([middleOfBin(100)]);
    expect(reweighed([1, 0, 0], [0.5])).toEqual([middleOfBin(200)]);
    expect(reweighed([0, 0, 1], [0.5])).toBeNull();
  });
});
