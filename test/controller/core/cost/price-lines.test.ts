import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Decimal, decimalText, toDecimal } from "../../../../controller/core/cost/decimal.ts";
import { priceLines } from "../../../../controller/core/cost/price-lines.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const usdOf = (price: string, quantity: Decimal): Decimal => sum(linesOf(price, quantity));

function linesOf(price: string, quantity: number | Decimal) {
  const exact = typeof quantity === "number" ? toDecimal(quantity) : quantity;
  return priceLines(shippedPrices(), { part: "extras", price, quantity: exact });
}

function sum(lines: readonly { readonly usd: string | null }[]): bigint {
  return lines.reduce((total, { usd }) => total + toDecimal(usd ?? "0"), 0n);
}

const priced = Object.entries(shippedPrices().prices)
  .filter(([, { tiers }]) => tiers.every(({ usd }) => usd !== null))
  .map(([id]) => id);

const unpriced = Object.entries(shippedPrices().prices)
  .filter(([, { tiers }]) => tiers.every(({ usd }) => usd === null))
  .map(([id]) => id);

const anyPrice = fc.constantFrom(...priced);
/** Whole things, or gigabytes to the megabyte. */
const amount: fc.Arbitrary<Decimal> = fc
  .oneof(
    fc.integer({ min: 0, max: 3_000_000_000 }),
    fc.integer({ min: 0, max: 200_000_000 }).map((thousandths) => thousandths / 1_000),
  )
  .map(toDecimal);

describe("controller/core/cost/price-lines", () => {
  it.each([
    ["route53.hosted-zone", 25, "12.5", 1],
    ["route53.hosted-zone", 26, "12.6", 2],
    ["route53.query.standard", 1e9, "400", 1],
    ["route53.query.standard", 1e9 + 1, "400.0000002", 2],
    ["route53.query.latency", 1, "0.0000006", 1],
    ["route53.health-check.aws", 50, "0", 1],
    ["route53.health-check.aws", 51, "0.5", 2],
    ["data-transfer.internet.eu-west-1", 10_240, "921.6", 1],
    ["data-transfer.internet.eu-west-1", 10_240.001, "921.600085", 2],
    ["data-transfer.internet.eu-west-1", 51_200, "4403.2", 2],
    ["data-transfer.internet.eu-west-1", 153_600, "11571.2", 3],
    ["data-transfer.internet.eu-west-1", 153_601, "11571.25", 4],
  ])("charges for %s × %s: %s USD in %i lines", (price, quantity, usd, count) => {
    const lines = linesOf(price, quantity);
    expect(decimalText(sum(lines))).toBe(usd);
    expect(lines).toHaveLength(count);
  });

  it("gives a line to what the book does not have, without an amount", () => {
    expect(linesOf("ec2.x9.huge", 3)).toMatchObject([
      { quantity: 3, usd: null, usdPerUnit: null, confidence: "unknown" },
    ]);
    expect(linesOf("ec2.x9.huge", 3)[0]?.note).toBe("The price book has no ec2.x9.huge.");
  });

  it("names the source and its date", () => {
    expect(linesOf("global-accelerator.fixed", 1)[0]?.source).toEqual(
      expect.objectContaining({ asOf: "2026-09-20" }),
    );
  });

  it("trusts a tier as little as the book does", () => {
    const confidences = linesOf("data-transfer.internet.us-east-1", 153_601).map(
      (line) => line.confidence,
    );
    expect(confidences).toEqual(["second_hand", "second_hand", "second_hand", "unconfirmed"]);
  });

  test.prop([anyPrice, amount, amount])("never costs less for more", (price, a, b) => {
    expect(usdOf(price, a + b) >= usdOf(price, a)).toBe(true);
  });

  test.prop([anyPrice, amount])("has lines whose quantities add up to the whole", (price, a) => {
    const quantities = linesOf(price, a).map(({ quantity }) => toDecimal(quantity));
    expect(quantities.reduce((total, quantity) => total + quantity, 0n)).toBe(a);
  });

  test.prop([anyPrice, amount, amount])(
    "is additive within a tier, and cheaper together where tiers fall",
    (price, a, b) => {
      const { tiers } = shippedPrices().prices[price] ?? { tiers: [] };
      const apart = usdOf(price, a) + usdOf(price, b);
      const together = usdOf(price, a + b);
      const rates = tiers.map(({ usd }) => Number(usd));
      if (tiers.length === 1) expect(together).toBe(apart);
      else if (rates[0] === 0) expect(together >= apart).toBe(true);
      else expect(together <= apart).toBe(true);
    },
  );

  test.prop([fc.constantFrom(...unpriced), amount])(
    "knows no amount of what has no price, however much",
    (price, quantity) => {
      for (const line of linesOf(price, quantity)) expect(line.usd).toBeNull();
      expect(linesOf(price, quantity)).toHaveLength(quantity === 0n ? 0 : 1);
    },
  );
});
