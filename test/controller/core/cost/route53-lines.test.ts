import { describe, expect, it } from "vitest";
import {
  HealthCheckKind,
  QueryClass,
  Route53Design,
} from "../../../../controller/contract/cost-design.ts";
import { toDecimal } from "../../../../controller/core/cost/decimal.ts";
import { route53Lines } from "../../../../controller/core/cost/route53-lines.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

function charged(design: object, queries = 0) {
  const whole = Route53Design.parse({ queryClass: "latency", ...design });
  return route53Lines(shippedPrices(), whole, toDecimal(queries)).map(
    ({ price, quantity, usd }) => [price.replace("route53.", ""), quantity, usd],
  );
}

const empty = { records: 0 };

describe("controller/core/cost/route53-lines", () => {
  it("finds everything in the book that a design can contain", () => {
    const { prices } = shippedPrices();
    for (const kind of QueryClass.options) expect(prices).toHaveProperty([`route53.query.${kind}`]);
    for (const kind of HealthCheckKind.options) {
      expect(prices).toHaveProperty([`route53.health-check.${kind}`]);
    }
  });

  it("charges nothing for nothing", () => {
    expect(charged({})).toEqual([]);
  });

  it.each([
    ["standard", 2, "0.0000008"],
    ["latency", 1_000_000, "0.6"],
    ["geo", 1_500_000, "1.05"],
    ["ip-based", 1e9, "800"],
    ["alias", 1e12, "0"],
  ])("charges %s queries at their rate: %d for %s USD", (queryClass, queries, usd) => {
    expect(charged({ queryClass }, queries)).toEqual([[`query.${queryClass}`, queries, usd]]);
  });

  it("charges zones from the 26th on less", () => {
    expect(charged({ hostedZones: Array.from({ length: 27 }, () => empty) })).toEqual([
      ["hosted-zone", 25, "12.5"],
      ["hosted-zone", 2, "0.2"],
    ]);
  });

  it("gives the free checks to a design once, however it lists them", () => {
    const healthChecks = [
      { kind: "aws", count: 30 },
      { kind: "cloudwatch", count: 2 },
      { kind: "aws", count: 30, optionsEach: 1 },
    ];
    expect(charged({ healthChecks })).toEqual([
      ["health-check.aws", 50, "0"],
      ["health-check.aws", 10, "5"],
      ["health-check.cloudwatch", 2, null],
      ["health-check-option.aws", 30, "30"],
    ]);
  });

  it("does not know what CIDR blocks above 1,000 cost", () => {
    expect(charged({ cidrBlocks: 1_002 })).toEqual([
      ["cidr-block", 1_000, "0"],
      ["cidr-block", 2, null],
    ]);
  });
});
