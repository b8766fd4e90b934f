import { describe, expect, it } from "vitest";
import { EdgeGroup, PriceBook } from "../../../../controller/contract/price-book.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const { prices, regionGroups, sources } = shippedPrices();
const usdOf = (id: string): unknown => prices[id]?.tiers.map(({ usd }) => usd);

describe("controller/core/cost/shipped-prices", () => {
  it("has an entry for every Region and pair, known or not", () => {
    for (const { group } of Object.values(regionGroups)) {
      for (const edge of EdgeGroup.options) {
        expect(prices).toHaveProperty([`global-accelerator.dt-premium.${group}.${edge}`]);
      }
    }
    for (const region of Object.keys(regionGroups)) {
      expect(prices).toHaveProperty([`data-transfer.internet.${region}`]);
    }
  });

  it.each([
    ["global-accelerator.dt-premium.NA.AU", ["0.105"]],
    ["global-accelerator.dt-premium.EU.ZA", ["0.067"]],
    ["global-accelerator.dt-premium.AP.EU", ["0.043"]],
    ["global-accelerator.dt-premium.AU.AU", ["0.007"]],
    ["global-accelerator.dt-premium.SA.SA", [null]],
    ["data-transfer.internet.ap-southeast-5", ["0.108", "0.0765", "0.0738", "0.072"]],
    ["data-transfer.region.us-east-1.us-east-2", ["0.01"]],
    ["ec2.c7i.large.us-east-1", ["0.08925"]],
  ])("states %s", (id, usd) => {
    expect(usdOf(id)).toEqual(usd);
  });

  it("uses every source it names", () => {
    const used = new Set(Object.values(prices).map(({ source }) => source));
    expect([...used].sort()).toEqual(Object.keys(sources).sort());
  });

  it("calls no price of an unknown source known", () => {
    for (const { source, tiers } of Object.values(prices)) {
      if (source === "none") expect(tiers.map(({ usd }) => usd)).toEqual([null]);
    }
  });

  const changed = (change: object): object => ({
    ...shippedPrices(),
    prices: { "vpc.public-ipv4": { ...prices["vpc.public-ipv4"], ...change } },
  });

  it.each([
    ["a null that is called known", { tiers: [{ upTo: null, usd: null }] }, /null exactly where/],
    ["a price called unknown", { confidence: "unknown", note: "?" }, /null exactly where/],
    ["a doubt without a reason", { confidence: "unconfirmed", note: undefined }, /say why/],
    ["a source that is not there", { source: "rumour" }, /rumour: no such source/],
    ["a float", { tiers: [{ upTo: null, usd: 0.005 }] }, /expected string/],
    ["a price below zero", { tiers: [{ upTo: null, usd: "-1" }] }, /plain decimal/],
    ["a last tier with an end", { tiers: [{ upTo: 5, usd: "1" }] }, /must rise/],
    [
      "tiers out of order",
      {
        tiers: [
          { upTo: 9, usd: "3" },
          { upTo: 5, usd: "2" },
          { upTo: null, usd: "1" },
        ],
      },
      /must rise/,
    ],
  ])("refuses a book with %s", (_, change, message) => {
    expect(() => PriceBook.parse(changed(change))).toThrow(message);
  });
});
