import { BlockList } from "node:net";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { addressBlocks } from "../../../../controller/core/traffic/address-blocks.ts";
import { readIpAddress } from "../../../../controller/core/traffic/ip-address.ts";

function find(blocks: [string, string][], text: string) {
  const address = readIpAddress(text);
  if (address === null) throw new Error(text);
  return addressBlocks(blocks)(address);
}

const v4Block = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));

describe("controller/core/traffic/address-blocks", () => {
  it("takes the longest block, and of equal ones the first", () => {
    const blocks: [string, string][] = [
      ["198.51.0.0/16", "wide"],
      ["198.51.100.0/24", "narrow"],
      ["198.51.100.7/24", "late"],
      ["198.51.100.9/32", "one"],
      ["2001:db8::/32", "six"],
    ];
    expect(find(blocks, "198.51.100.1")).toBe("narrow");
    expect(find(blocks, "198.51.100.9")).toBe("one");
    expect(find(blocks, "198.51.7.1")).toBe("wide");
    expect(find(blocks, "2001:db8:ffff::1")).toBe("six");
    expect(find(blocks, "2001:db9::1")).toBeUndefined();
    expect(find(blocks, "203.0.113.1")).toBeUndefined();
    expect(find([["0.0.0.0/0", "all"]], "203.0.113.1")).toBe("all");
    expect(find([["0.0.0.0/0", "all"]], "::1")).toBeUndefined();
  });

  it("does not take a name for a block", () => {
    expect(() => addressBlocks([["office/24", "x"]])).toThrow("office/24 is no block");
  });

  test.prop([fc.array(v4Block, { maxLength: 20 }), fc.ipV4()])(
    "finds a block exactly where Node's own list does",
    (blocks, address) => {
      const list = new BlockList();
      for (const [base, bits] of blocks) list.addSubnet(base, bits);
      const named = blocks.map(([base, bits]): [string, string] => [`${base}/${bits}`, "x"]);
      expect(find(named, address) === "x").toBe(list.check(address));
    },
  );
});
