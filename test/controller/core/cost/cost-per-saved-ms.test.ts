import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CostDesign } from "../../../../controller/contract/cost-design.ts";
import { MonthlyTraffic } from "../../../../controller/contract/monthly-traffic.ts";
import { costDesign } from "../../../../controller/core/cost/cost-design.ts";
import { costPerSavedMs } from "../../../../controller/core/cost/cost-per-saved-ms.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const file = new URL("../../../fixtures/cost/hybrid-frontier/input.json", import.meta.url);
const input = JSON.parse(readFileSync(file, "utf8")) as {
  traffic: unknown;
  designs: Record<string, unknown>;
};

function acceleratorOf(design: string) {
  const traffic = MonthlyTraffic.parse(input.traffic);
  return costDesign(shippedPrices(), CostDesign.parse(input.designs[design]), traffic).parts
    .accelerator;
}

const SG = { share: 0.2, savedMs: 95 - 78 };
const AU = { share: 0.15, savedMs: 290 - 235 };

describe("controller/core/cost/cost-per-saved-ms", () => {
  it.each([
    ["sg", [SG], 32.8],
    ["au", [AU], 22.2],
    ["sg and au", [SG, AU], 23.1],
  ])("says what a saved millisecond costs with %s on the accelerator", (design, gains, usd) => {
    const cost = costPerSavedMs(acceleratorOf(design), acceleratorOf("none"), gains);
    expect(cost?.toFixed(1)).toBe(usd.toFixed(1));
  });

  it("has no answer where nothing is saved, or a price is unknown", () => {
    const [more, less] = [acceleratorOf("sg"), acceleratorOf("none")];
    expect(costPerSavedMs(more, less, [{ share: 1, savedMs: -3 }])).toBeNull();
    expect(costPerSavedMs(more, less, [])).toBeNull();
    expect(costPerSavedMs({ ...more, complete: false }, less, [SG])).toBeNull();
    expect(costPerSavedMs(more, { ...less, complete: false }, [SG])).toBeNull();
  });
});
