import type { CostLine } from "../../contract/cost-line.ts";
import type { DesignCost, MissingFact, ServiceCost } from "../../contract/service-cost.ts";
import { namesText } from "../../core/wording/names.ts";
import type { Page } from "./page.ts";
import { TRUST } from "./price-lines.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { momentText } from "./time-text.ts";
import { perText, unitsText, usdText } from "./usd-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "WHAT", align: "left" },
  { head: "FOR", align: "left", expendable: 2 },
  { head: "QUANTITY", align: "right", expendable: 1 },
  { head: "EACH", unit: "USD", align: "right", expendable: 0 },
  { head: "A MONTH", unit: "USD", align: "right" },
  { head: "HOW SURE", align: "left", expendable: 3 },
  { head: "AS OF", align: "left", expendable: 4 },
];

/** What each design costs line by line, what is unknown in words, and of when the prices are. */
export function costLines(cost: ServiceCost, page: Page): string[] {
  return [
    ...sentenceLines(headline(cost), page),
    ...cost.designs.flatMap((design) => ["", ...designLines(design, page)]),
    "",
    ...sentenceLines(originText(cost), page).map((line) => page.style.dim(line)),
  ];
}

function headline({ label, designs }: ServiceCost): string {
  const texts = designs.map((design) => `${totalText(design)} (${design.label})`);
  return `${label}: ${texts.join(", against ")}.`;
}

/** `643.25 USD a month`, `583.25 to 643.25 …`, `at least 576.50 …`, or that nobody knows. */
function totalText({ range }: DesignCost): string {
  if (range === null) return "unknown";
  const [least, most] = [range.leastUsd, range.mostUsd];
  if (most === null) return `at least ${usdText(least)} USD a month`;
  if (most === least) return `${usdText(least)} USD a month`;
  return `${usdText(least)} to ${usdText(most)} USD a month`;
}

function designLines(design: DesignCost, page: Page): string[] {
  const { label, cost, missing, assumptions } = design;
  const { bold, yellow, dim } = page.style;
  const doubts = (cost?.unconfirmed ?? []).map((each) => `Doubtful: ${each.label}. ${each.reason}`);
  const unknown = (cost?.unknown ?? []).map((each) => `Unknown: ${each.label}. ${each.reason}`);
  const painted = (texts: readonly string[], paint: (text: string) => string) =>
    texts.flatMap((text) => sentenceLines(text, page)).map(paint);
  return [
    ...sentenceLines(`${label}: ${totalText(design)}`, page).map(bold),
    ...(cost === null || cost.lines.length === 0 ? [] : tableLines(cost.lines, page)),
    ...painted([...missingTexts(missing), ...unknown, ...doubts], yellow),
    ...painted(
      assumptions.map((text) => `Assumed: ${text}`),
      dim,
    ),
  ];
}

function tableLines(lines: readonly CostLine[], page: Page): string[] {
  const rows = lines.map((line): Cell[] => {
    const isDoubtful = line.confidence === "unknown" || line.confidence === "unconfirmed";
    const doubt = isDoubtful ? { paint: page.style.yellow } : {};
    return [
      { text: line.label },
      { text: line.group ?? "" },
      { text: unitsText(line.quantity, line.unit) },
      { text: line.usdPerUnit === null ? "unknown" : `${line.usdPerUnit} / ${perText(line)}` },
      { text: line.usd === null ? "unknown" : usdText(line.usd), ...doubt },
      { text: TRUST[line.confidence], ...doubt },
      { text: line.source.asOf ?? "undated", paint: page.style.dim },
    ];
  });
  return renderTable(COLUMNS, rows, page).lines;
}

/** What is missing, once for all groups that it is missing of. */
function missingTexts(missing: readonly MissingFact[]): string[] {
  const byWhat = new Map<string, MissingFact[]>();
  for (const fact of missing) byWhat.set(fact.what, [...(byWhat.get(fact.what) ?? []), fact]);
  return [...byWhat].map(([what, facts]) => {
    const groups = facts.flatMap(({ group }) => group ?? []);
    const whose = groups.length === 0 ? "" : ` (${namesText(groups)})`;
    const others = groups.length > 1 ? ", and so for the others" : "";
    return `Missing: ${what}${whose}. Mend: ${facts[0]?.mend ?? ""}${others}.`;
  });
}

function originText({ pricesVersion, designs, routing }: ServiceCost): string {
  const days = designs
    .flatMap(({ cost }) => cost?.lines ?? [])
    .flatMap(({ source }) => source.asOf ?? [])
    .sort();
  const [oldest, newest] = [days[0], days.at(-1)];
  const span = oldest === newest ? `of ${oldest ?? "no known date"}` : `of ${oldest} to ${newest}`;
  return [
    `List prices ${span}, before tax and discounts`,
    `version ${pricesVersion}`,
    routingText(routing),
  ].join(" · ");
}

function routingText({ basis, readAtMs }: ServiceCost["routing"]): string {
  switch (basis) {
    case "read":
      return `design as AWS was read ${readAtMs === null ? "" : momentText(readAtMs)}`.trim();
    case "declared-design":
      return "design as the service declares it";
    case "declared-entries":
      return "design not read: the declared ways in alone";
  }
}
