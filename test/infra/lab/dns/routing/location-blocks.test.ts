import { describe, expect, it } from "vitest";
import { locationBlocks } from "../../../../../infra/lab/dns/routing/location-blocks.ts";

const BLOCKS = new Map([
  ["198.51.0.0/16", "wide"],
  ["198.51.100.0/24", "office"],
  ["2001:db8::/32", "wide"],
  ["2001:db8:1::/48", "lab"],
]);

describe("infra/lab/dns/routing/location-blocks", () => {
  it("has the narrowest first, and works a version of a collection out once", () => {
    const blocks = locationBlocks(BLOCKS);
    expect(blocks.map(({ location, prefixLength }) => [location, prefixLength])).toEqual([
      ["lab", 48],
      ["wide", 32],
      ["office", 24],
      ["wide", 16],
    ]);
    expect(locationBlocks(BLOCKS)).toBe(blocks);
    expect(locationBlocks(new Map(BLOCKS))).not.toBe(blocks);
  });

  it.each([
    ["198.51.100.7", 32, ["office", "wide"]],
    ["198.51.100.0", 20, ["wide"]],
    ["198.0.0.0", 8, []],
    ["2001:db8:1:2::", 64, ["lab", "wide"]],
    ["2001:db8::", 24, []],
  ])("holds %s/%i in %j", (address, prefixLength, locations) => {
    const holding = locationBlocks(BLOCKS).filter(({ holds }) => holds({ address, prefixLength }));
    expect(holding.map(({ location }) => location)).toEqual(locations);
  });
});
