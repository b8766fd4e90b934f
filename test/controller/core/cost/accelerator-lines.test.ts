import { describe, expect, it } from "vitest";
import { AcceleratorDesign } from "../../../../controller/contract/cost-design.ts";
import type { ClientTraffic } from "../../../../controller/contract/monthly-traffic.ts";
import type { EdgeGroup } from "../../../../controller/contract/price-book.ts";
import { acceleratorLines } from "../../../../controller/core/cost/accelerator-lines.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const group = "g";

function linesOf(
  design: object,
  servedFrom: ClientTraffic["servedFrom"] = "eu-west-1",
  edgeGroup: EdgeGroup | null = "EU",
  outGb = 0,
) {
  const traffic = {
    groups: [{ group, servedFrom, edgeGroup, queries: 0 }],
    periods: [{ times: 1, volumes: [{ group, inGb: 0, outGb }] }],
  };
  const whole = AcceleratorDesign.parse(design);
  return acceleratorLines(shippedPrices(), whole, traffic, new Set([group]));
}

const premium = (servedFrom: string, edgeGroup: EdgeGroup) =>
  linesOf({}, servedFrom, edgeGroup, 1_000).filter((line) => line.group === group);

describe("controller/core/cost/accelerator-lines", () => {
  it.each([
    ["one", {}, ["18.25", "7.3"]],
    ["two", { accelerators: 2 }, ["36.5", "14.6"]],
    ["one with an address of the owner's", { publicIpv4Each: 1 }, ["18.25", "3.65"]],
    ["one with both of the owner's", { publicIpv4Each: 0 }, ["18.25"]],
  ])("charges for %s without traffic by the hour", (_, design, usd) => {
    expect(linesOf(design).map((line) => line.usd)).toEqual(usd);
  });

  it.each([
    ["us-west-2", "AU", "105"],
    ["eu-north-1", "ZA", "67"],
    ["ap-northeast-1", "EU", "43"],
    ["af-south-1", "ZA", "10"],
  ] as const)("charges 1,000 GB from %s to %s: %s USD", (servedFrom, edgeGroup, usd) => {
    expect(premium(servedFrom, edgeGroup)).toMatchObject([{ quantity: 1_000, usd }]);
  });

  it("doubts a price whose row is in doubt, and says so", () => {
    expect(premium("ap-southeast-2", "AU")).toMatchObject([
      {
        usd: "7",
        confidence: "unconfirmed",
        note: "Whether ap-southeast-2 counts as AU is not confirmed.",
      },
    ]);
  });

  it("keeps unknown what is unknown, also where the row is in doubt", () => {
    expect(premium("ap-south-1", "SA")).toMatchObject([
      {
        usd: null,
        confidence: "unknown",
        note: "No price of this pair was found. Whether ap-south-1 counts as IN is not confirmed.",
      },
    ]);
    expect(premium("nowhere-1", "NA")).toMatchObject([{ usd: null, confidence: "unknown" }]);
  });

  it("takes a Local Zone for a part of its Region, and doubts that", () => {
    expect(premium("us-west-2-lax-1", "NA")).toMatchObject([
      {
        usd: "15",
        confidence: "unconfirmed",
        note: "Whether us-west-2-lax-1 counts as NA is not confirmed.",
      },
    ]);
  });

  it("has no price where it is not known which edge locations the clients come in by", () => {
    expect(linesOf({}, "eu-west-1", null, 1_000).filter((line) => line.group === group)).toEqual([
      expect.objectContaining({
        quantity: 1_000,
        usd: null,
        confidence: "unknown",
        label: "DT-Premium from EU",
        note: "It is not known which edge locations its clients come in by.",
      }),
    ]);
  });

  it("deals a group's traffic out to the places that serve it", () => {
    const servedFrom = [
      { place: "eu-west-1", share: 0.75 },
      { place: "us-east-1", share: 0.25 },
    ];
    const lines = linesOf({}, servedFrom, "EU", 1_000).filter((line) => line.group === group);
    expect(lines.map(({ price, quantity }) => [price, quantity])).toEqual([
      ["global-accelerator.dt-premium.EU.EU", 750],
      ["global-accelerator.dt-premium.NA.EU", 250],
    ]);
  });
});
