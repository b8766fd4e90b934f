import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { CostDesign } from "../../../../controller/contract/cost-design.ts";
import { MonthlyTraffic } from "../../../../controller/contract/monthly-traffic.ts";
import { assumptionsOf } from "../../../../controller/core/cost/assumptions.ts";
import { costDesign } from "../../../../controller/core/cost/cost-design.ts";
import { toDecimal } from "../../../../controller/core/cost/decimal.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { splitTraffic } from "../../../../controller/core/cost/split-traffic.ts";
import { sumLines } from "../../../../controller/core/cost/sum-lines.ts";

const CLIENTS = [
  { group: "us", edgeGroup: "NA", servedFrom: "us-east-1", share: 0.6 },
  { group: "jp", edgeGroup: "AP", servedFrom: "ap-northeast-1", share: 0.1 },
  { group: "br", edgeGroup: "SA", servedFrom: "sa-east-1", share: 0.3 },
] as const;

const design = (kind: string, more: object = {}): CostDesign =>
  CostDesign.parse({ kind, route53: { queryClass: "geo" }, accelerator: {}, ...more });

const DESIGNS = [
  design("route53"),
  design("accelerator"),
  design("hybrid", { acceleratorGroups: ["us", "jp"] }),
];

const volume = fc.integer({ min: 0, max: 300_000 });
const totals = fc.record({ inGb: volume, outGb: volume, queries: fc.nat(2_000_000_000) });

const costOf = (chosen: CostDesign, total: { inGb: number; outGb: number; queries: number }) =>
  costDesign(shippedPrices(), chosen, splitTraffic(total, CLIENTS));

describe("controller/core/cost/cost-design", () => {
  it("deals traffic out by share, without a float's remainder", () => {
    const traffic = splitTraffic({ inGb: 3, outGb: 1_000.1, queries: 70 }, CLIENTS);
    expect(MonthlyTraffic.parse(traffic)).toEqual(traffic);
    expect(traffic.groups.map(({ queries }) => queries)).toEqual([42, 7, 21]);
    expect(traffic.periods[0]?.volumes.map(({ outGb }) => outGb)).toEqual([600.06, 100.01, 300.03]);
  });

  it("prices a hybrid's queries by the record at the top, its premium by the groups it sends", () => {
    const { lines } = costOf(design("hybrid", { acceleratorGroups: ["jp"] }), {
      inGb: 0,
      outGb: 1_000,
      queries: 10_000_000,
    });
    const byPrice = lines.map(({ price, group, usd }) => [price, group, usd]);
    expect(byPrice).toContainEqual(["route53.query.geo", null, "7"]);
    expect(byPrice).toContainEqual(["global-accelerator.dt-premium.AP.AP", "jp", "1"]);
    expect(lines.filter(({ price }) => price.includes("dt-premium"))).toHaveLength(1);
  });

  it("takes a free alias of an accelerator for free, and says that this is not confirmed", () => {
    const alias = design("accelerator", { route53: { queryClass: "alias-accelerator" } });
    const { parts, unconfirmed } = costOf(alias, { inGb: 0, outGb: 0, queries: 5 });
    expect(parts.route53).toEqual({ usdPerMonth: 0, exactUsd: "0", complete: true });
    expect(unconfirmed.map(({ price }) => price)).toEqual(["route53.query.alias-accelerator"]);
  });

  it("names the group that a hybrid sends by the accelerator and nobody has", () => {
    const wrong = design("hybrid", { acceleratorGroups: ["us", "mars"] });
    expect(() => costOf(wrong, { inGb: 1, outGb: 1, queries: 1 })).toThrow(
      "acceleratorGroups: the traffic has no mars; it has us, jp, br",
    );
  });

  it("says what is taken for granted, where it is", () => {
    const month = { inGb: 500, outGb: 500, queries: 0 };
    expect(
      costOf(design("accelerator"), month).assumptions.map((text) => text.slice(0, 12)),
    ).toEqual(["DT-Premium: ", "Transfer out"]);
    const { lines } = costOf(design("accelerator"), month);
    const hourly = { groups: [], periods: [{ times: 730, volumes: [] }] };
    expect(assumptionsOf(shippedPrices(), lines, hourly)).toHaveLength(1);
    expect(assumptionsOf(shippedPrices(), [], hourly)).toEqual([]);
  });

  it("refuses what cannot be", () => {
    const traffic = (volumes: object[]) => ({ groups: [CLIENTS[0]], periods: [{ volumes }] });
    const gb = { inGb: 1, outGb: 1 };
    expect(() => MonthlyTraffic.parse(traffic([{ group: "mars", ...gb }]))).toThrow(
      /mars: no such group; there are us/,
    );
    expect(() => MonthlyTraffic.parse({ groups: [CLIENTS[0], CLIENTS[0]], periods: [] })).toThrow(
      /a group stands twice/,
    );
    const healthChecks = [{ kind: "calculated", count: 1, optionsEach: 1 }];
    expect(() => design("route53", { route53: { queryClass: "geo", healthChecks } })).toThrow(
      /only checks that look at an endpoint have options/,
    );
  });

  test.prop([fc.constantFrom(...DESIGNS), totals, totals])(
    "never costs less for more traffic",
    (chosen, a, b) => {
      const more = {
        inGb: a.inGb + b.inGb,
        outGb: a.outGb + b.outGb,
        queries: a.queries + b.queries,
      };
      const sums = [costOf(chosen, a), costOf(chosen, more)].map((cost) =>
        toDecimal(cost.exactUsd),
      );
      expect((sums[1] ?? 0n) >= (sums[0] ?? 0n)).toBe(true);
    },
  );

  test.prop([fc.constantFrom(...DESIGNS), totals])(
    "adds up: lines to parts, parts to the whole, cents from the exact sum",
    (chosen, total) => {
      const cost = costOf(chosen, total);
      const parts = Object.values(cost.parts).reduce((sum, p) => sum + toDecimal(p.exactUsd), 0n);
      const lines = cost.lines.reduce((sum, line) => sum + toDecimal(line.usd ?? "0"), 0n);
      expect([parts, lines]).toEqual([toDecimal(cost.exactUsd), toDecimal(cost.exactUsd)]);
      expect(Math.abs(cost.usdPerMonth - Number(cost.exactUsd))).toBeLessThan(0.005_001);
      expect(sumLines(shippedPrices(), [...cost.lines].reverse(), []).exactUsd).toBe(cost.exactUsd);
    },
  );

  test.prop([totals])("is not complete as soon as a group has no price", (total) => {
    const cost = costOf(design("accelerator"), total);
    const unpriced = total.inGb > 0 || total.outGb > 0;
    expect(cost.complete).toBe(!unpriced);
    expect(cost.unknown.map(({ price }) => price)).toEqual(
      unpriced ? ["global-accelerator.dt-premium.SA.SA"] : [],
    );
  });
});
