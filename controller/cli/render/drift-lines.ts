import type {
  DriftAnswer,
  DriftBasis,
  DriftDifference,
  DriftOfSense,
  DriftReport,
  DriftSeverity,
  DriftUnread,
} from "../../contract/drift.ts";
import { countedText, countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Column, renderTable } from "./table.ts";
import { agoText, momentText } from "./time-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "SENSE", align: "left" },
  { head: "FOUND", align: "left" },
  { head: "COMPARED", align: "right", expendable: 1 },
  { head: "NOT READ", align: "right", expendable: 0 },
];

/** As plans of changes mark them. */
const MARKS: Record<DriftDifference["change"], string> = { missing: "-", extra: "+", changed: "~" };

const INDENT = "  ";

/** Service by service: the verdict with its denominator, each difference, and what could not be read. */
export function driftLines({ reports, notChecked }: DriftAnswer, page: Page): string[] {
  const services = reports.map((report) => reportLines(report, page));
  const waiting = notChecked.map((id) =>
    sentenceLines(`${id} was not checked yet. The first check comes within minutes.`, page),
  );
  const none = reports.length + notChecked.length === 0 ? [["There is no service to check."]] : [];
  return [...services, ...waiting, ...none].flatMap((lines, at) =>
    at === 0 ? lines : ["", ...lines],
  );
}

function reportLines(report: DriftReport, page: Page): string[] {
  const { service, senses, differences, unread, checkedAtMs, inventoryAtMs } = report;
  const rows = senses.map((each) => [
    { text: each.sense },
    { text: foundText(each) },
    { text: countText(each.compared) },
    { text: countText(each.unread) },
  ]);
  const shown = shortened(differences, page);
  const origin = [
    `Checked ${agoText(checkedAtMs, page.nowMs)}`,
    `AWS read ${agoText(inventoryAtMs, page.nowMs)}`,
  ].join(" · ");
  return [
    ...sentenceLines(`${service}: ${verdictText(report)}`, page),
    "",
    ...renderTable(COLUMNS, rows, page).lines,
    ...shown.rows.flatMap((each) => ["", ...differenceLines(each, report, page)]),
    ...shown.more,
    ...(unread.length === 0 ? [] : ["", "Could not be compared:"]),
    ...unread.flatMap((each) => unreadLines(each, page)),
    "",
    ...sentenceLines(origin, page).map((line) => page.style.dim(line)),
  ];
}

function verdictText({ verdict, basis, senses, differences, unread }: DriftReport): string {
  const compared = senses.reduce((sum, each) => sum + each.compared, 0);
  const against = basisText(basis);
  const lost = `${countedText(unread.length, "thing")} could not be read`;
  switch (verdict) {
    case "none":
      return `no drift from ${against}: nothing differs in ${countText(compared)} compared.`;
    case "drift": {
      const found = countedText(differences.length, "difference");
      const rest = unread.length === 0 ? "" : `; ${lost}`;
      return `drift from ${against}: ${found} in ${countText(compared)} compared${rest}.`;
    }
    case "inconclusive":
      if (compared === 0) {
        return `cannot tell whether it drifted from ${against}: nothing could be compared.`;
      }
      return `cannot tell whether it drifted from ${against}: nothing differs in ${countText(compared)} compared, but ${lost}.`;
  }
}

function basisText({ against, source, recommendation, atMs }: DriftBasis): string {
  switch (source) {
    case "service-file":
      return "what its file declares";
    case "baseline":
      return `what was accepted${atMs === null ? "" : ` ${momentText(atMs)}`}`;
    case "recommendation":
      return recommendation ?? "what was recommended";
    case null:
      return against === "declared" ? "what was declared" : "what was recommended";
  }
}

function foundText({ verdict, differences }: DriftOfSense): string {
  if (verdict === "drift") return countedText(differences, "difference");
  return verdict === "none" ? "no difference" : "cannot tell";
}

function differenceLines(
  { change, severity, sentence, mend, firstSeenAtMs, lastSeenAtMs, samples }: DriftDifference,
  { checkedAtMs }: DriftReport,
  page: Page,
): string[] {
  const seen = [`seen since ${momentText(firstSeenAtMs)}`];
  if (lastSeenAtMs < checkedAtMs) {
    seen.push(`last ${momentText(lastSeenAtMs)}, could not be looked at since`);
  }
  if (samples !== null) seen.push(`${countText(samples)} answers`);
  const [first = "", ...others] = indented(sentence, page);
  const mark = `${MARKS[change]} ${severity.toUpperCase()}`;
  return [
    paintOf(severity, page)(mark),
    first,
    ...others,
    ...indented(mend, page),
    ...indented(seen.join(" · "), page).map((line) => page.style.dim(line)),
  ];
}

function paintOf(severity: DriftSeverity, { style }: Page): (text: string) => string {
  switch (severity) {
    case "high":
      return style.red;
    case "medium":
      return style.yellow;
    case "low":
      return style.dim;
  }
}

function unreadLines({ sense, what, why, mend }: DriftUnread, page: Page): string[] {
  const reason = why.replace(/\.$/, "");
  return indented(`${what} (${sense}): ${reason}. ${mend}`, page);
}

function indented(sentence: string, page: Page): string[] {
  const columns = page.columns - INDENT.length;
  return sentenceLines(sentence, { ...page, columns }).map((line) => `${INDENT}${line}`);
}
