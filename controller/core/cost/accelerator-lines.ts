import type { AcceleratorDesign } from "../../contract/cost-design.ts";
import type { CostLine } from "../../contract/cost-line.ts";
import type { ClientTraffic, MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { regionOf } from "../routing/places.ts";
import { type Decimal, multiply, toDecimal } from "./decimal.ts";
import { dominantVolumes } from "./dominant-volume.ts";
import { placesOf } from "./places-of.ts";
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

function premiumLines(book: PriceBook, client: ClientTraffic, quantity: Decimal): CostLine[] {
  return placesOf(client).flatMap(({ place, share }) =>
    premiumFrom(book, client, place, multiply(quantity, share)),
  );
}

/** A price is no surer than the row of the table that it was looked up in. */
function premiumFrom(
  book: PriceBook,
  { edgeGroup, group }: ClientTraffic,
  place: string,
  quantity: Decimal,
): CostLine[] {
  const row = book.regionGroups[regionOf(place)];
  const price = `global-accelerator.dt-premium.${row?.group ?? place}.${edgeGroup ?? "unknown"}`;
  const lines = priceLines(book, { part: "accelerator", price, quantity, group });
  const doubt = doubtOf(place, row, edgeGroup);
  if (doubt === null) return lines;
  return lines.map((line) => ({
    ...line,
    label: edgeGroup === null ? `DT-Premium from ${row?.group ?? place}` : line.label,
    confidence: line.usd === null ? "unknown" : "unconfirmed",
    note: line.note === null || edgeGroup === null ? doubt : `${line.note} ${doubt}`,
  }));
}

function doubtOf(
  place: string,
  row: PriceBook["regionGroups"][string] | undefined,
  edgeGroup: ClientTraffic["edgeGroup"],
): string | null {
  if (edgeGroup === null) return "It is not known which edge locations its clients come in by.";
  const isZone = regionOf(place) !== place;
  if (row === undefined || (row.confidence !== "unconfirmed" && !isZone)) return null;
  return `Whether ${place} counts as ${row.group} is not confirmed.`;
}
