import type { AdvisedDesign } from "../../contract/advised-design.ts";
import { namesText } from "../../core/wording/names.ts";
import { cutText } from "./cut-text.ts";
import {
  attainmentText,
  costText,
  DESIGN_LEGEND,
  rangeText,
  recoveryText,
  STANDING,
  UNKNOWN,
} from "./design-words.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

/** Below this width intervals are left out, so that no column has to be. */
const ROOM_FOR_INTERVALS = 110;
/** Columns of the page that names may take; where they would take more, they are cut. */
function nameWidth(columns: number, isShort: boolean): number {
  return isShort ? Math.min(42, Math.max(20, columns - 52)) : Math.max(42, columns - 106);
}

/** How fast users are back, or whether in time where an RTO was declared. */
function columnsOf(isShort: boolean, hasRto: boolean): Column[] {
  const [ms, percent] = isShort ? ["ms", "%"] : ["ms (95 %)", "% (95 %)"];
  return [
    { head: "DESIGN", align: "left" },
    { head: "P50", unit: ms, align: "right", expendable: 2 },
    { head: "P95", unit: ms, align: "right" },
    hasRto
      ? { head: "IN TIME", unit: percent, align: "right", expendable: 1 }
      : { head: "BACK AFTER", unit: "p95 s", align: "right", expendable: 1 },
    { head: "A MONTH", unit: "USD", align: "right" },
    { head: "PARTS", align: "right", expendable: 3 },
    { head: "STANDING", align: "left" },
    { head: "REASON", align: "left", expendable: 4 },
  ];
}

/** The designs compared, side by side: what users get, what it costs, and what became of each. */
export function designTableLines(designs: readonly AdvisedDesign[], page: Page): string[] {
  if (designs.length === 0) return [];
  const hasRto = designs.some(({ score }) => (score?.failover.attainment ?? null) !== null);
  const isShort = page.columns < ROOM_FOR_INTERVALS;
  const { rows, more } = shortened(designs, page);
  const cells = rows.map((design) => row(design, { hasRto, isShort }, page));
  const { dropped, lines } = renderTable(columnsOf(isShort, hasRto), cells, page);
  const gone = [
    ...(isShort ? ["intervals"] : []),
    ...dropped.map(({ head }) => head.toLowerCase()),
  ];
  const narrow = gone.length === 0 ? "" : ` Too narrow for ${namesText(gone)}.`;
  return [
    "",
    ...lines,
    ...more,
    ...sentenceLines(`${DESIGN_LEGEND}${narrow}`, page).map((line) => page.style.dim(line)),
  ];
}

type Shown = { readonly hasRto: boolean; readonly isShort: boolean };

function row(design: AdvisedDesign, { hasRto, isShort }: Shown, { columns, style }: Page): Cell[] {
  const { name, score, standing, isIncumbent, reasons } = design;
  const [reason] = reasons;
  const number = (text: string): Cell => (text === UNKNOWN ? { text, paint: style.dim } : { text });
  const none = number(UNKNOWN);
  const numbers =
    score === null
      ? [none, none, none, none, none]
      : [
          number(rangeText(score.p50, score.latencyBasis, isShort)),
          number(rangeText(score.p95, score.latencyBasis, isShort)),
          number(hasRto ? attainmentText(score, isShort) : recoveryText(score)),
          number(costText(score)),
          { text: String(score.components) },
        ];
  const paint = { chosen: style.bold, unscored: style.yellow }[standing as string] ?? style.dim;
  return [
    { text: cutText(name, nameWidth(columns, isShort)) },
    ...numbers,
    { text: `${STANDING[standing]}${isIncumbent ? ", in use" : ""}`, paint },
    { text: reason?.code ?? "", paint: style.dim },
  ];
}
