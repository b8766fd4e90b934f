import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CostDesign } from "../../../../controller/contract/cost-design.ts";
import { MonthlyCost } from "../../../../controller/contract/monthly-cost.ts";
import { MonthlyTraffic } from "../../../../controller/contract/monthly-traffic.ts";
import { costDesign } from "../../../../controller/core/cost/cost-design.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const folder = fileURLToPath(new URL("../../../fixtures/cost/", import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, "utf8"));

/** Each folder: one month's traffic, designs for it, what they cost by hand, and the sum (`why.md`). */
describe("controller/core/cost cases", () => {
  for (const name of readdirSync(folder).sort()) {
    const input = read(`${name}/input.json`) as { traffic: unknown; designs: object };
    const expected = read(`${name}/expected.json`) as Record<string, object>;

    it(`has a hand calculation for every design of "${name}"`, () => {
      expect(Object.keys(expected)).toEqual(Object.keys(input.designs));
      expect(readFileSync(`${folder}${name}/why.md`, "utf8").length).toBeGreaterThan(80);
    });

    for (const [design, declared] of Object.entries(input.designs)) {
      it(`costs "${name}", design "${design}", as by hand`, () => {
        const cost = costDesign(
          shippedPrices(),
          CostDesign.parse(declared),
          MonthlyTraffic.parse(input.traffic),
        );
        expect(cost).toMatchObject(expected[design] ?? {});
        expect(MonthlyCost.parse(cost)).toEqual(cost);
      });
    }
  }
});
