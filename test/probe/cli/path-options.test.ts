import { describe, expect, it } from "vitest";
import { type PathFlags, parsePathOptions } from "../../../probe/cli/path-options.ts";

const parse = (change: Partial<PathFlags>) => parsePathOptions({ count: "10", ...change });

describe("probe/cli/path-options", () => {
  it("reads counts, families and sources", () => {
    expect(parse({})).toEqual({ count: 10, sourceAddress: null, family: 0 });
    expect(parse({ count: "100", ipv6: true }).family).toBe(6);
    expect(parse({ source: "192.0.2.1" })).toMatchObject({ sourceAddress: "192.0.2.1", family: 4 });
  });

  it.each<[Partial<PathFlags>, RegExp]>([
    [{ count: "0" }, /^--count/],
    [{ count: "101" }, /^--count/],
    [{ ipv4: true, ipv6: true }, /^-4 and -6/],
    [{ source: "eth0" }, /^--source/],
    [{ source: "192.0.2.1", ipv6: true }, /^--source/],
  ])("refuses %j", (change, message) => {
    expect(() => parse(change)).toThrow(message);
  });
});
