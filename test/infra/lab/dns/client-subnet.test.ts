import { describe, expect, it } from "vitest";
import { liesInBlock } from "../../../../infra/lab/dns/client-subnet.ts";

describe("infra/lab/dns/client-subnet", () => {
  it.each([
    ["198.18.3.0", 24, true],
    ["198.18.3.77", 32, true],
    ["198.18.30.0", 24, false],
    ["198.18.3.0", 23, false],
    ["198.18.3.0", 0, false],
  ])("%s/%i lies in 198.18.3.0/24: %s", (address, prefixLength, expected) => {
    expect(liesInBlock({ address, prefixLength }, "198.18.3.0/24")).toBe(expected);
  });

  it("knows no IPv6 client", () => {
    expect(liesInBlock({ address: "::ffff:198.18.3.0", prefixLength: 120 }, "198.18.3.0/24")).toBe(
      false,
    );
  });
});
