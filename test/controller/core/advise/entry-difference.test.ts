import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  differenceOf,
  differenceVerdict,
  practicalThresholdUs,
} from "../../../../controller/core/advise/entry-difference.ts";

const quantile = fc
  .tuple(fc.nat(300_000), fc.nat(20_000), fc.nat(20_000))
  .map(([us, below, above]) => ({
    us: us + below,
    lowUs: us as number | null,
    highUs: (us + below + above) as number | null,
  }));

describe("controller/core/advise/entry-difference", () => {
  it("takes the larger of 5 ms and 5 % of what users have", () => {
    expect(practicalThresholdUs(20_000)).toBe(5_000);
    expect(practicalThresholdUs(100_000)).toBe(5_000);
    expect(practicalThresholdUs(227_000)).toBe(11_350);
  });

  it("has no difference where a bound is missing", () => {
    const whole = { us: 10, lowUs: 9, highUs: 11 };
    expect(differenceOf({ ...whole, highUs: null }, whole)).toBeNull();
    expect(differenceOf(whole, { ...whole, lowUs: null })).toBeNull();
  });

  it("gives a verdict only when the whole interval agrees", () => {
    const verdict = (lowUs: number, highUs: number) =>
      differenceVerdict({ us: (lowUs + highUs) / 2, lowUs, highUs }, 5_000);
    expect(verdict(-20_000, -5_001)).toBe("better");
    expect(verdict(-20_000, -5_000)).toBe("inconclusive");
    expect(verdict(-5_000, 5_000)).toBe("equivalent");
    expect(verdict(-5_001, 5_000)).toBe("inconclusive");
    expect(verdict(5_001, 20_000)).toBe("worse");
  });

  test.prop([quantile, quantile, fc.nat(20_000)])(
    "flips when the two change places",
    (one, other, thresholdUs) => {
      const there = differenceOf(one, other);
      const back = differenceOf(other, one);
      if (there === null || back === null) throw new Error("both bounds are given");
      expect(there.us).toBe(0 - back.us);
      expect(there.lowUs <= there.us && there.us <= there.highUs).toBe(true);
      const flipped = { better: "worse", worse: "better" } as Record<string, string>;
      const verdict = differenceVerdict(there, thresholdUs);
      expect(differenceVerdict(back, thresholdUs)).toBe(flipped[verdict] ?? verdict);
    },
  );

  test.prop([quantile, quantile, fc.nat(100_000), fc.nat(20_000)])(
    "does not change when both take longer by the same time",
    (one, other, moreUs, thresholdUs) => {
      const later = (each: typeof one) => ({
        us: each.us + moreUs,
        lowUs: (each.lowUs ?? 0) + moreUs,
        highUs: (each.highUs ?? 0) + moreUs,
      });
      const before = differenceOf(one, other);
      const after = differenceOf(later(one), later(other));
      expect(after).toEqual(before);
      if (after === null || before === null) throw new Error("both bounds are given");
      expect(differenceVerdict(after, thresholdUs)).toBe(differenceVerdict(before, thresholdUs));
    },
  );
});
