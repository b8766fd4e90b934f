import type { ProposalList, ProposalSummary } from "../../contract/service-proposal.ts";
import { countedText, countText } from "../../core/wording/count.ts";
import { entryName, namesText } from "../../core/wording/names.ts";
import { cutText } from "./cut-text.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { agoText } from "./time-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "NAME", align: "left" },
  { head: "ENDPOINTS", align: "right" },
  { head: "WAYS IN", align: "left", expendable: 1 },
  { head: "ROUTED BY", align: "left", expendable: 2 },
  { head: "DECLARED AS", align: "left", expendable: 4 },
  { head: "PLACES", align: "left", expendable: 3 },
];

const PLACES_TOLD = 3;
const PARTS_TOLD = 3;

/** Services that were found, names that are none, and how to go on. */
export function proposalLines(list: ProposalList, page: Page): string[] {
  const { proposals, passedOver, readAtMs, unread } = list;
  const found =
    proposals.length === 0 ? "No service was" : `${countedText(proposals.length, "service")} found`;
  const head = `${found}${proposals.length === 0 ? " found" : ""} in AWS, read ${agoText(readAtMs, page.nowMs)}.`;
  const [first] = proposals;
  return [
    ...sentenceLines(head, page).map((line) => page.style.bold(line)),
    ...tableLines(proposals, page),
    ...passedOverLines(list, page),
    ...unreadLines(unread, page),
    ...(first === undefined
      ? []
      : [
          "",
          ...sentenceLines(
            `Next: isochrone discover --name ${first.name} --output ${first.id}.yaml`,
            page,
          ),
        ]),
    ...(proposals.length === 0 && passedOver.length === 0
      ? sentenceLines("isochrone inventory shows what there is.", page)
      : []),
  ];
}

function tableLines(proposals: readonly ProposalSummary[], page: Page): string[] {
  if (proposals.length === 0) return [];
  const { rows, more } = shortened(proposals, page);
  return [
    "",
    ...renderTable(
      COLUMNS,
      rows.map((row) => cellsOf(row, page)),
      page,
    ).lines,
    ...more,
  ];
}

function cellsOf(summary: ProposalSummary, { style, columns }: Page): Cell[] {
  const { name, endpoints, entries, routedBy, declaredAs, places, unread } = summary;
  return [
    { text: cutText(name, Math.max(20, columns - 20)) },
    {
      text: `${unread.length > 0 ? "≥ " : ""}${countText(endpoints)}`,
      ...(unread.length > 0 ? { paint: style.yellow } : {}),
    },
    { text: entries.map(entryName).join(" + ") },
    { text: routedBy.join(" + ") },
    { text: declaredAs ?? "—" },
    { text: namesText(places, PLACES_TOLD), paint: style.dim },
  ];
}

function passedOverLines({ passedOver }: ProposalList, page: Page): string[] {
  if (passedOver.length === 0) return [];
  const { rows, more } = shortened(passedOver, page);
  return [
    "",
    ...sentenceLines(
      `${countedText(passedOver.length, "name is", "names are")} proposed as no service:`,
      page,
    ),
    ...rows.flatMap(({ name, why }) =>
      sentenceLines(`${name}: ${why}`, { ...page, columns: page.columns - 2 }).map((line) =>
        page.style.dim(`  ${line}`),
      ),
    ),
    ...more,
  ];
}

function unreadLines(unread: readonly string[], page: Page): string[] {
  if (unread.length === 0) return [];
  const text = `Not read whole, so something may be missing: ${namesText(unread, PARTS_TOLD)}. isochrone inventory says why.`;
  return ["", ...sentenceLines(text, page).map((line) => page.style.yellow(line))];
}
