import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  decimalText,
  divide,
  multiply,
  toCents,
  toDecimal,
} from "../../../../controller/core/cost/decimal.ts";

const micros = fc.bigInt({ min: 0n, max: 10n ** 15n });
const text = (value: bigint): string => decimalText(value * 10n ** 6n);

describe("controller/core/cost/decimal", () => {
  it("takes a number for what is written, not for the double beside it", () => {
    expect(decimalText(toDecimal(0.1) + toDecimal(0.2))).toBe("0.3");
    expect(decimalText(multiply(toDecimal(3285), toDecimal("0.015")))).toBe("49.275");
    expect(decimalText(divide(toDecimal("0.40"), 1_000_000))).toBe("0.0000004");
  });

  it.each([
    [0, "0"],
    [1e15, "1000000000000000"],
    [1e21, "1000000000000000000000"],
    [1.5e-7, "0.00000015"],
    [4e-13, "0"],
    ["25.550", "25.55"],
  ])("reads %s as %s", (value, expected) => {
    expect(decimalText(toDecimal(value))).toBe(expected);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, "1,5", ""])("refuses %s", (value) => {
    expect(() => toDecimal(value)).toThrow(/is no quantity: give a number from 0 on/);
  });

  it.each([
    ["0.004999", 0],
    ["0.005", 0.01],
    ["1.115", 1.12],
    ["74.825", 74.83],
    ["74.824999999999", 74.82],
  ])("rounds %s USD to %s", (usd, cents) => {
    expect(toCents(toDecimal(usd))).toBe(cents);
  });

  test.prop([micros, micros, micros])("multiplies sums exactly with six places", (a, b, c) => {
    const [x, y, z] = [toDecimal(text(a)), toDecimal(text(b)), toDecimal(text(c))];
    expect(multiply(x + y, z)).toBe(multiply(x, z) + multiply(y, z));
    expect(multiply(x, z)).toBe(a * c);
  });

  test.prop([fc.double({ min: 1e-9, max: 1e15, noNaN: true })])(
    "reads every double as it is written, up to the twelfth place",
    (value) => {
      const read = Number(decimalText(toDecimal(value)));
      expect(Math.abs(read - value)).toBeLessThanOrEqual(1e-12 + value * Number.EPSILON);
    },
  );
});
