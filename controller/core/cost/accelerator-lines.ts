import type { AcceleratorDesign } from "../../contract/cost-design.ts";
import type { CostLine } from "../../contract/cost-line.ts";
import type { ClientTraffic, MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { type Decimal, toDecimal } from "./decimal.ts";
import { dominantVolumes } from "./dominant-volume.ts";
import { priceLines } from "./price-lines.ts";

/**
 * What Global Accelerator charges in a month: the fixed fee and its addresses by the hour, and
 * DT-Premium by where each client group comes in and which Region serves it.
 *
 * @param groups client groups that go by the accelerator
 */
export function acceleratorLines(
  book: PriceBook,
  design: AcceleratorDesign,
  traffic: MonthlyTraffic,
  groups: ReadonlySet<string>,
): CostLine[] {
  const hours = toDecimal(book.hoursPerMonth * design.accelerators);
  const volumes = dominantVolumes(traffic.periods, groups);
  return [
    ...priceLines(book, {
      part: "accelerator",
      price: "global-accelerator.fixed",
      quantity: hours,
    }),
    ...priceLines(book, {
      part: "accelerator",
      price: "vpc.public-ipv4",
      quantity: hours * BigInt(design.publicIpv4Each),
    }),
    ...traffic.groups.flatMap((client) =>
      premiumLines(book, client, volumes.get(client.group) ?? 0n),
    ),
  ];
}

/** A price is no surer than the row of the table that it was looked up in. */
function premiumLines(book: PriceBook, client: ClientTraffic, quantity: Decimal): CostLine[] {
  const { edgeGroup, group, servedFrom } = client;
  const row = book.regionGroups[servedFrom];
  const price = `global-accelerator.dt-premium.${row?.group ?? servedFrom}.${edgeGroup}`;
  const lines = priceLines(book, { part: "accelerator", price, quantity, group });
  if (row?.confidence !== "unconfirmed") return lines;
  const doubt = `Whether ${servedFrom} counts as ${row.group} is not confirmed.`;
  return lines.map((line) => ({
    ...line,
    confidence: line.usd === null ? "unknown" : "unconfirmed",
    note: line.note === null ? doubt : `${line.note} ${doubt}`,
  }));
}
