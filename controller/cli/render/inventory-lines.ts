import type { Inventory } from "../../contract/inventory.ts";
import type { InventoryPart, PartSubject } from "../../contract/inventory-part.ts";
import { partText } from "../../core/inventory/part-text.ts";
import { countedText, countText } from "../../core/wording/count.ts";
import { namesText } from "../../core/wording/names.ts";
import { cutText } from "./cut-text.ts";
import { FOUND_LISTS, type FoundLine, type FoundList } from "./found-items.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Column, renderTable } from "./table.ts";
import { agoText } from "./time-text.ts";

/** Shown in full; the others are counted, and listed where they are asked for. */
const LISTED: readonly PartSubject[] = [
  "hosted-zones",
  "accelerators",
  "load-balancers",
  "addresses",
  "instances",
];

const PARTS_TOLD = 3;
const COUNTS: readonly Column[] = [
  { head: "FOUND", align: "left" },
  { head: "NUMBER", align: "right" },
  { head: "WHERE", align: "left" },
];

/** What was found, by kind and Region, and in tables; then what could not be read, and what to do about it. */
export function inventoryLines(
  inventory: Inventory,
  subject: PartSubject | null,
  page: Page,
): string[] {
  const lists = FOUND_LISTS.filter((list) => subject === null || list.subject === subject);
  const tables = lists.filter((list) => subject !== null || LISTED.includes(list.subject));
  return [
    ...headLines(inventory, page),
    "",
    ...countLines(inventory, lists, page),
    ...tables.flatMap((list) => listLines(list, list.lines(inventory), page)),
    ...problemLines(inventory, page),
  ];
}

/** Whether parts are missing of what was asked for. */
export function isWhole({ parts }: Pick<Inventory, "parts">): boolean {
  return parts.every(({ error }) => error === null);
}

function headLines({ parts, accounts, finishedAtMs }: Inventory, page: Page): string[] {
  const missing = parts.filter(({ error }) => error !== null).length;
  const whole = `all ${countedText(parts.length, "part")} of it`;
  const told =
    missing === 0
      ? whole
      : `${countText(missing)} of ${countedText(parts.length, "part")} not whole`;
  const [first = "", ...others] = sentenceLines(
    `AWS was read ${agoText(finishedAtMs, page.nowMs)} in ${countedText(accounts.length, "account")}: ${told}.`,
    page,
  );
  const paint = missing === 0 ? page.style.green : page.style.yellow;
  return [page.style.bold(paint(first)), ...others];
}

function countLines(inventory: Inventory, lists: readonly FoundList[], page: Page): string[] {
  const rows = lists.map((list) => {
    const lines = list.lines(inventory);
    return {
      head: list.head,
      number: numberText(inventory, list, lines.length),
      where: whereText(lines),
    };
  });
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => [...text].length));
  const taken =
    width(["FOUND", ...rows.map(({ head }) => head)]) +
    width(["NUMBER", ...rows.map(({ number }) => number)]);
  const left = Math.max(10, page.columns - taken - 4);
  const cells = rows.map(({ head, number, where }) => [
    { text: head },
    { text: number },
    { text: cutText(where, left), paint: page.style.dim },
  ]);
  return renderTable(COUNTS, cells, page).lines;
}

/** What was not read whole is a lower bound; of what could not be read at all nothing is known. */
function numberText({ parts }: Inventory, { subject, parent }: FoundList, count: number): string {
  const own = parts.filter((part) => part.subject === subject);
  const told = own.length > 0 ? own : parts.filter((part) => part.subject === parent);
  const isKnown = told.length > 0 && told.every(({ state }) => state === "complete");
  if (isKnown) return countText(count);
  return count === 0 ? "—" : `≥ ${countText(count)}`;
}

function whereText(lines: readonly FoundLine[]): string {
  const counts = new Map<string, number>();
  for (const { where } of lines) if (where !== "") counts.set(where, (counts.get(where) ?? 0) + 1);
  return [...counts].map(([where, count]) => `${where} ${countText(count)}`).join(", ");
}

function listLines(list: FoundList, lines: readonly FoundLine[], page: Page): string[] {
  if (lines.length === 0) return [];
  const { rows, more } = shortened(lines, page);
  const several = new Set(lines.map(({ account }) => account)).size > 1;
  const placed = rows.some(({ where }) => where !== "");
  const columns: Column[] = [
    { head: list.head.toUpperCase(), align: "left" },
    ...(placed ? [{ head: "WHERE", align: "left" } as const] : []),
    ...(several ? [{ head: "ACCOUNT", align: "left", expendable: 1 } as const] : []),
    { head: "WHAT", align: "left", expendable: 2 },
  ];
  const half = Math.max(20, Math.floor(page.columns / 3));
  const cells = rows.map(({ name, where, account, what }) => [
    { text: cutText(name, half) },
    ...(placed ? [{ text: cutText(where, half - 4) }] : []),
    ...(several ? [{ text: account, paint: page.style.dim }] : []),
    { text: what, paint: page.style.dim },
  ]);
  return ["", ...fitted(columns, cells, page), ...more];
}

/** The last column takes what the others leave. */
function fitted(
  columns: readonly Column[],
  cells: readonly (readonly { readonly text: string }[])[],
  page: Page,
): string[] {
  const widths = columns.map(({ head }, at) =>
    Math.max([...head].length, ...cells.map((row) => [...(row[at]?.text ?? "")].length)),
  );
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const left = Math.max(12, page.columns - others);
  const cut = cells.map((row) =>
    row.map((cell, at) =>
      at === row.length - 1 ? { ...cell, text: cutText(cell.text, left) } : cell,
    ),
  );
  return renderTable(columns, cut, page).lines;
}

/** What went wrong, once for all parts that it went wrong with, and what is shown in their place. */
function problemLines({ parts }: Inventory, page: Page): string[] {
  const groups = new Map<string, InventoryPart[]>();
  for (const part of parts) {
    if (part.error === null) continue;
    const key = `${part.error.code} ${part.error.mend}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first?.error === null || first === undefined) return [];
    const { message, code, mend } = first.error;
    const names = namesText(group.map(partText), PARTS_TOLD);
    return [
      "",
      ...sentenceLines(`✕ Not read whole: ${names}.`, page).map((line) => page.style.yellow(line)),
      ...sentenceLines(`${code}: ${message}`, page),
      ...sentenceLines(mend, page),
      ...staleLines(group, page),
    ];
  });
}

function staleLines(group: readonly InventoryPart[], page: Page): string[] {
  const stale = group.flatMap((part) => part.stale ?? []);
  if (stale.length === 0) return [];
  const items = stale.reduce((sum, each) => sum + each.items, 0);
  const oldest = Math.min(...stale.map(({ readAtMs }) => readAtMs));
  const text = `In their place stand ${countedText(items, "item")} of earlier readings, the oldest of ${agoText(oldest, page.nowMs)}.`;
  return sentenceLines(text, page).map((line) => page.style.dim(line));
}
