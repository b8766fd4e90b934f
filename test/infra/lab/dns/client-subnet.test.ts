import { describe, expect, it } from "vitest";
import { liesInBlock } from "../../../../infra/lab/dns/client-subnet.ts";

const subnet = (ip: string, sourcePrefixLength: number, family = 1) => ({
  ip,
  sourcePrefixLength,
  family,
});

describe("infra/lab/dns/client-subnet", () => {
  it.each([
    ["198.18.3.0", 24, true],
    ["198.18.3.77", 32, true],
    ["198.18.30.0", 24, false],
    ["198.18.3.0", 23, false],
    ["198.18.3.0", 0, false],
  ])("%s/%i lies in 198.18.3.0/24: %s", (ip, prefix, expected) => {
    expect(liesInBlock(subnet(ip, prefix), "198.18.3.0/24")).toBe(expected);
  });

  it("knows no IPv6 client", () => {
    expect(liesInBlock(subnet("198.18.3.0", 24, 2), "198.18.3.0/24")).toBe(false);
  });
});
