import { describe, expect, it } from "vitest";
import type { PlacedVantage } from "../../../../controller/contract/estate.ts";
import { askersOf } from "../../../../controller/core/answers/askers.ts";
import { questionOfVantage } from "../../../../controller/core/answers/question-of.ts";
import { representativeBlocks } from "../../../../controller/core/answers/representative-blocks.ts";

const LISBON: PlacedVantage = {
  id: "office-lisbon",
  kind: "custom",
  label: "Lisbon",
  latitude: 38.72,
  longitude: -9.14,
};

describe("controller/core/answers: as whom somebody is asked about", () => {
  it.each([
    [
      "its resolver and subnet",
      { address: "9.9.9.9", clientSubnet: "203.0.113.0/24" },
      { resolver: "9.9.9.9", clientSubnet: "203.0.113.0/24" },
    ],
    ["its resolver alone", { address: "9.9.9.9" }, { resolver: "9.9.9.9", clientSubnet: null }],
    [
      "its subnet, where the resolver is private",
      { address: "10.0.0.2", clientSubnet: "203.0.113.0/24" },
      { resolver: "203.0.113.0", clientSubnet: "203.0.113.0/24" },
    ],
    [
      "nobody, where the resolver is private",
      { address: "10.0.0.2" },
      { mend: expect.stringContaining("clientSubnet") },
    ],
    [
      "nobody, where the resolver is not known",
      undefined,
      { mend: expect.stringContaining("resolver") },
    ],
  ])("%s", (_what, resolver, expected) => {
    const vantage =
      resolver === undefined ? LISBON : { ...LISBON, resolver: { port: 53, ...resolver } };
    expect(questionOfVantage(vantage)).toMatchObject(expected);
  });

  it.each([
    [
      "the widest first, no longer than resolvers tell",
      ["203.0.113.0/25", "198.51.100.0/22", "2001:db8::/32"],
      ["198.51.100.0/24", "203.0.113.0/25", "2001:db8::/64"],
    ],
    [
      "each once, four at most",
      ["10.0.0.0/8", "10.0.0.0/9", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"],
      ["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24"],
    ],
    ["none where the group names none", [], []],
  ])("blocks: %s", (_what, cidrs, expected) => {
    expect(representativeBlocks({ match: { cidrs } })).toEqual(expected);
  });

  it("the blocks of a group are where its first vantage is, and in the group's country", () => {
    const group = {
      id: "staff",
      label: "Staff",
      share: 1,
      vantages: ["office-lisbon"],
      country: "PT",
      match: { cidrs: ["203.0.113.0/24"] },
    };
    expect(askersOf(group, [LISBON]).map(({ asker }) => asker)).toEqual([
      { latitude: 38.72, longitude: -9.14, subnet: undefined, countryCode: "PT" },
      { latitude: 38.72, longitude: -9.14, subnet: "203.0.113.0/24", countryCode: "PT" },
    ]);
  });
});
