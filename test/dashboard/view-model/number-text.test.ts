import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  countText,
  differenceText,
  exactLatencyText,
  latencyNumber,
  latencyText,
  percentText,
} from "../../../dashboard/view-model/number-text.ts";

const us = fc.integer({ min: 1, max: 60_000_000 });

describe("dashboard/view-model/number-text", () => {
  it.each([
    [30, "<0.1"],
    [4_712, "4.7"],
    [9_949, "9.9"],
    [9_960, "10"],
    [84_499, "84"],
    [9_999_400, "9999"],
    [9_999_600, "10.0\u202fs"],
    [12_340_000, "12.3\u202fs"],
  ])("writes %i us as %s", (value, text) => {
    expect(latencyNumber(value)).toBe(text);
  });

  it("writes the unit, three decimals and thin spaces where they belong", () => {
    expect(latencyText(84_000)).toBe("84\u202fms");
    expect(latencyText(12_340_000)).toBe("12.3\u202fs");
    expect(exactLatencyText(84_123)).toBe("84.123\u202fms");
    expect(countText(12_430)).toBe("12\u202f430");
    expect(countText(1_234_567)).toBe("1\u202f234\u202f567");
  });

  it("writes the sign of a difference always", () => {
    expect(differenceText(84_000)).toBe("+84\u202fms");
    expect(differenceText(-38_000)).toBe("−38\u202fms");
  });

  test.prop([us])("never writes a measured latency as zero", (value) => {
    expect(Number.parseFloat(latencyNumber(value).replace("<", ""))).toBeGreaterThan(0);
  });

  test.prop([us, us])("keeps the order of latencies", (one, other) => {
    const inMs = (value: number) => {
      const text = latencyNumber(value);
      return Number.parseFloat(text.replace("<", "")) * (text.endsWith("s") ? 1_000 : 1);
    };
    expect(Math.sign(inMs(one) - inMs(other)) * Math.sign(one - other)).not.toBe(-1);
  });

  test.prop([fc.nat(1_000_000), fc.nat(1_000_000)])(
    "says 0 % and 100 % only where it is exactly that",
    (part, rest) => {
      fc.pre(part + rest > 0);
      const text = percentText(part / (part + rest));
      expect(text === "0\u202f%").toBe(part === 0);
      expect(text === "100\u202f%").toBe(rest === 0);
    },
  );
});
