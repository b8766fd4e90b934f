import { describe, expect, it } from "vitest";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { type SampleWorld, sampleInput } from "./sample-input.ts";

/** What people who know these services say without measuring must come out of measurements. */
describe("controller/core/advise: rules of thumb", () => {
  it.each<[string, SampleWorld, string]>([
    [
      "cost first, ten minutes of failover are borne, the accelerator no faster: Route 53",
      { saves: {}, service: { objectives: { rtoS: 600 } } },
      "route53",
    ],
    [
      "a budget that no accelerator fits in: Route 53, though it is faster for some",
      {
        service: { objectives: { rtoS: 600 }, constraints: { budgetUsdPerMonth: 450 } },
      },
      "route53",
    ],
    [
      "addresses that never change: Global Accelerator",
      { saves: {}, service: { constraints: { staticIps: true } } },
      "accelerator",
    ],
    [
      "back within a minute: Global Accelerator",
      { saves: {}, service: { objectives: { rtoS: 60, attainmentRatio: 0.95 } } },
      "accelerator",
    ],
    [
      "faster for the far alone, failover is borne: both, each for whom it is better",
      { service: { objectives: { rtoS: 600 } } },
      "hybrid",
    ],
  ])("%s", (_, world, kind) => {
    const { best, designs } = advise(sampleInput(world));
    const chosen = designs.find(({ standing }) => standing === "chosen");
    expect(chosen).toMatchObject({ name: best, kind });
    if (kind !== "hybrid") return;
    expect(chosen?.acceleratorGroups).toEqual(["brazil"]);
  });

  it("does not take an accelerator without a price for a cheap one", () => {
    const prices = structuredClone(shippedPrices());
    delete prices.prices["global-accelerator.fixed"];
    const { designs } = advise(sampleInput({}, { prices }), { everyDesign: true });
    const accelerated = designs.filter(({ kind }) => kind !== "route53");
    expect(accelerated.length).toBeGreaterThan(0);
    for (const { score, standing, reasons } of accelerated) {
      expect(standing).not.toBe("chosen");
      expect(score?.isCostWhole).toBe(false);
      expect(score?.costMissing).toContain("the price of global-accelerator.fixed");
      expect(reasons.length).toBeGreaterThan(0);
    }
  });
});
