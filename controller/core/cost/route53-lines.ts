import type { Route53Design } from "../../contract/cost-design.ts";
import type { CostLine } from "../../contract/cost-line.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { type Decimal, toDecimal } from "./decimal.ts";
import { type Charge, priceLines } from "./price-lines.ts";

/**
 * What Route 53 charges in a month. Prices by tier count a whole design at once: its zones, its
 * queries, its health checks; records alone are counted zone by zone.
 *
 * @param queries of all client groups that look names up
 */
export function route53Lines(book: PriceBook, design: Route53Design, queries: Decimal): CostLine[] {
  const lines = (price: string, quantity: number | Decimal): CostLine[] =>
    priceLines(book, {
      part: "route53",
      price: `route53.${price}`,
      quantity: typeof quantity === "number" ? toDecimal(quantity) : quantity,
    });
  const { hostedZones, healthChecks } = design;
  return [
    ...lines("hosted-zone", hostedZones.length),
    ...hostedZones.flatMap(({ records }) => lines("records", records)),
    ...(design.queryClass === null
      ? priceLines(book, UNKNOWN_QUERIES(queries))
      : lines(`query.${design.queryClass}`, queries)),
    ...countByKind(healthChecks, () => 1).flatMap(([kind, count]) =>
      lines(`health-check.${kind}`, count),
    ),
    ...countByKind(healthChecks, ({ optionsEach }) => optionsEach).flatMap(([kind, count]) =>
      lines(`health-check-option.${kind}`, count),
    ),
    ...lines("traffic-policy-record", design.trafficPolicyRecords),
    ...lines("cidr-block", design.cidrBlocks),
  ];
}

const UNKNOWN_QUERIES = (quantity: Decimal): Charge => ({
  part: "route53",
  price: "route53.query.unknown",
  quantity,
  unpriced: {
    label: "DNS queries",
    unit: "query",
    note: "By which policy they are answered, and so charged, is not known.",
  },
});

type HealthChecks = Route53Design["healthChecks"][number];

function countByKind(
  checks: readonly HealthChecks[],
  perCheck: (checks: HealthChecks) => number,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const check of checks) {
    counts.set(check.kind, (counts.get(check.kind) ?? 0) + check.count * perCheck(check));
  }
  return [...counts];
}
