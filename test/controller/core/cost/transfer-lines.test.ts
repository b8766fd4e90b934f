import { describe, expect, it } from "vitest";
import type { MonthlyTraffic } from "../../../../controller/contract/monthly-traffic.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { transferLines } from "../../../../controller/core/cost/transfer-lines.ts";

/** Each group on its own, served from where it says. */
function charged(...volumes: [servedFrom: string, outGb: number, times?: number][]) {
  const traffic: MonthlyTraffic = {
    groups: volumes.map(([servedFrom], at) => ({
      group: `g${at}`,
      edgeGroup: "EU",
      servedFrom,
      queries: 0,
    })),
    periods: volumes.map(([, outGb, times = 1], at) => ({
      times,
      volumes: [{ group: `g${at}`, inGb: 7, outGb }],
    })),
  };
  return transferLines(shippedPrices(), traffic).map(({ price, quantity, usd }) => [
    price.replace("data-transfer.internet.", ""),
    quantity,
    usd,
  ]);
}

describe("controller/core/cost/transfer-lines", () => {
  it("charges nothing for 100 GB, and nothing for what comes in", () => {
    expect(charged(["eu-west-1", 60], ["us-east-1", 40])).toEqual([]);
    expect(charged(["eu-west-1", 100.001])).toEqual([["eu-west-1", 0.001, "0.00009"]]);
  });

  it("takes free gigabytes off where the first tier is cheapest, and off the unknown last", () => {
    expect(
      charged(["mx-central-1", 50], ["sa-east-1", 60], ["us-east-1", 80], ["af-south-1", 10]),
    ).toEqual([
      ["sa-east-1", 40, "6"],
      ["af-south-1", 10, "1.54"],
      ["mx-central-1", 50, null],
    ]);
  });

  it("counts tiers by Region, over all groups and hours that it serves", () => {
    expect(charged(["eu-west-1", 10, 730], ["eu-west-1", 3_140], ["eu-west-2", 10])).toEqual([
      ["eu-west-1", 10_240, "921.6"],
      ["eu-west-1", 100, "8.5"],
      ["eu-west-2", 10, "0.9"],
    ]);
  });

  it("knows a Local Zone by its own name, and others not by their parent's", () => {
    expect(charged(["eu-west-1", 100], ["us-west-2-lax-1", 1], ["us-west-2-den-1", 1])).toEqual([
      ["us-west-2-lax-1", 1, "0.09"],
      ["us-west-2-den-1", 1, null],
    ]);
  });
});
