import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  canonicalName,
  liesWithin,
  reversedLabels,
} from "../../../../../infra/lab/aws/route53/domain-name.ts";

const label = fc.string({
  unit: fc.constantFrom(...'abzAZ09-_*@\\"ü'),
  minLength: 1,
  maxLength: 12,
});
const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));

describe("infra/lab/aws/route53/domain-name", () => {
  it.each([
    ["Shop.Example", "shop.example."],
    ["shop.example.", "shop.example."],
    ["*.shop.example", "\\052.shop.example."],
    ["\\052.shop.example", "\\052.shop.example."],
    ["\\101.example", "a.example."],
    ["_sip._tcp.example", "_sip._tcp.example."],
    ["a/b.example", "a\\057b.example."],
  ])("writes %s as %s", (given, expected) => {
    expect(canonicalName(given)).toBe(expected);
  });

  it.each(["", ".", "a..b", ".a", "a b", `${"x".repeat(64)}.a`, "abcdefg.".repeat(32)])(
    "takes '%s' for no name",
    (given) => {
      expect(canonicalName(given)).toBeUndefined();
    },
  );

  it.prop([name])("writes a canonical name as itself", (given) => {
    const canonical = canonicalName(given);
    if (canonical !== undefined) expect(canonicalName(canonical)).toBe(canonical);
  });

  it("knows which names lie within a zone", () => {
    expect(liesWithin("shop.example.", "shop.example.")).toBe(true);
    expect(liesWithin("a.b.shop.example.", "shop.example.")).toBe(true);
    expect(liesWithin("notshop.example.", "shop.example.")).toBe(false);
    expect(liesWithin("example.", "shop.example.")).toBe(false);
  });

  it("reverses labels and keeps the last dot", () => {
    expect(reversedLabels("www.shop.example.")).toBe("example.shop.www.");
  });
});
