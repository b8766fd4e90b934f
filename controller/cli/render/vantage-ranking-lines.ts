import type { Lead, Option, Ranking, VantageAdvice } from "../../contract/recommendation.ts";
import { millisecondsText } from "../../core/wording/latency.ts";
import { entryName } from "../../core/wording/names.ts";
import type { Page } from "./page.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

const COLUMNS: readonly Column[] = [
  { head: "FROM", align: "left" },
  { head: "ENDPOINT", align: "left" },
  { head: "P50", unit: "ms (95 %)", align: "right", expendable: 3 },
  { head: "SOONER BY", unit: "ms", align: "right", expendable: 1 },
  { head: "THAN", align: "left", expendable: 5 },
  { head: "ENTRY", align: "left" },
  { head: "P50", unit: "ms (95 %)", align: "right", expendable: 4 },
  { head: "SOONER BY", unit: "ms", align: "right", expendable: 2 },
];

/** From each vantage the endpoint reached soonest, and the entry that leads users there soonest. */
export function vantageRankingLines(vantages: readonly VantageAdvice[], page: Page): string[] {
  const { rows, more } = shortened(vantages, page);
  const cells = rows.map(({ vantage, endpoint, entry }) => [
    { text: vantage },
    { text: endpoint.best?.endpoint ?? "—" },
    median(endpoint.best),
    lead(endpoint),
    { text: endpoint.next?.endpoint ?? "—", paint: page.style.dim },
    { text: entry.best === null ? "—" : entryName(entry.best.entry) },
    median(entry.best),
    lead(entry),
  ]);
  return [...renderTable(COLUMNS, cells, page).lines, ...more];
}

function median(option: Option | null): Cell {
  if (!option?.p50) return { text: "—" };
  const { us, lowUs, highUs } = option.p50;
  if (lowUs === null || highUs === null) return { text: millisecondsText(us) };
  return {
    text: `${millisecondsText(us)} (${millisecondsText(lowUs)} to ${millisecondsText(highUs)})`,
  };
}

const UNCLEAR: Record<Exclude<Lead, "clear">, string> = { equivalent: "≈", inconclusive: "?" };

/** How far ahead the best one is; never a number where that cannot be told. */
function lead({ lead: known, difference }: Ranking): Cell {
  if (known === null) return { text: "—" };
  if (known !== "clear" || difference === null) {
    return { text: known === "clear" ? "?" : UNCLEAR[known] };
  }
  return { text: millisecondsText(difference.us) };
}
