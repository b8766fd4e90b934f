import type {
  AnswerSource,
  AnswersReport,
  AskerAnswers,
  AskerName,
  Disagreement,
  GroupAnswers,
  LedTo,
  SourceAgreement,
} from "../../contract/answers.ts";
import { countText, durationText, percentText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

const SOURCE_TEXT: Record<AnswerSource, string> = {
  lookup: "lookups",
  test: "Route 53's word",
  shadow: "Route 53's word",
  model: "the model",
};

const VERDICT_TEXT: Record<AnswersReport["verdict"], string> = {
  agreed: "The sources agree",
  disagreed: "The sources do not agree",
  inconclusive: "There is nothing to compare",
};

const MOST_REASONS = 10;

/** Whom each asker is led to by every source, how far these agree, why not, and what was not asked. */
export function answersLines(
  report: AnswersReport,
  only: AnswerSource | null,
  page: Page,
): string[] {
  const sources = only === null ? sourcesOf(report) : [only];
  const rows = report.groups.flatMap((group) =>
    group.askers.map((asker) => rowOf(group, asker, sources, page)),
  );
  const { rows: shown, more } = shortened(rows, page);
  return [
    ...sentenceLines(headOf(report), page),
    "",
    ...renderTable(columnsOf(sources), shown, page).lines,
    ...more,
    ...(only === null ? agreementLines(report, page) : []),
    ...missingLines(report, sources, page),
    ...unreadLines(report, page),
  ];
}

function sourcesOf({ about }: AnswersReport): AnswerSource[] {
  return about === "live" ? ["lookup", "test", "model"] : ["shadow", "model"];
}

function headOf({ name, about, verdict, windowMs }: AnswersReport): string {
  const what = about === "live" ? "as it stands" : "as it is proposed";
  const lookups = about === "live" ? `; lookups of the last ${durationText(windowMs)}` : "";
  return `${VERDICT_TEXT[verdict]} on ${name.replace(/\.$/, "")} ${what}${lookups}.`;
}

function columnsOf(sources: readonly AnswerSource[]): Column[] {
  const heads: Record<AnswerSource, Column> = {
    lookup: { head: "LOOKUPS", align: "left" },
    test: { head: "ROUTE 53 SAYS", align: "left" },
    shadow: { head: "ROUTE 53 SAYS", align: "left" },
    model: { head: "MODEL", align: "left" },
  };
  return [
    { head: "CLIENT GROUP", align: "left", expendable: 1 },
    { head: "SHARE", unit: "%", align: "right", expendable: 2 },
    { head: "ASKER", align: "left" },
    ...sources.map((source) => heads[source]),
    { head: "BELIEVED", align: "left", expendable: 3 },
  ];
}

function rowOf(
  { group, share }: GroupAnswers,
  asker: AskerAnswers,
  sources: readonly AnswerSource[],
  { style }: Page,
): Cell[] {
  const paint = asker.isAgreed === false ? style.yellow : undefined;
  return [
    { text: group },
    { text: percentText(share, 1).replace(" %", "") },
    { text: askerText(asker.asker) },
    ...sources.map((source): Cell => {
      const found = asker.answers.find((each) => each.source === source);
      const text = found === undefined ? "—" : ledToText(found.ledTo);
      return paint === undefined ? { text } : { text, paint };
    }),
    { text: asker.trusted ?? "—", paint: style.dim },
  ];
}

function askerText(asker: AskerName): string {
  return asker.kind === "vantage" ? asker.vantage : asker.block;
}

/** `shop-euw1`, or `shop-euw1 75 %, shop-use1 25 %`. */
function ledToText(all: LedTo): string {
  const texts = all.map(({ share, server }) => {
    const who = serverText(server);
    return all.length === 1 ? who : `${who} ${percentText(share, 1)}`;
  });
  return texts.length > 2
    ? `${texts.slice(0, 2).join(", ")}, +${texts.length - 2}`
    : texts.join(", ");
}

function serverText(server: LedTo[number]["server"]): string {
  switch (server.kind) {
    case "endpoint":
      return server.endpoint;
    case "other":
      return `${server.what} (?)`;
    case "none":
      return "nobody";
    case "unknown":
      return "not known";
  }
}

function agreementLines({ agreements, disagreements }: AnswersReport, page: Page): string[] {
  const shown = disagreements.slice(0, page.mostRows === null ? undefined : MOST_REASONS);
  const more = disagreements.length - shown.length;
  return [
    "",
    ...agreements.flatMap((each) => sentenceLines(agreementText(each), page)),
    ...(shown.length === 0 ? [] : [""]),
    ...shown.flatMap((each) => sentenceLines(disagreementText(each), page)),
    ...(more > 0 ? [`… ${countText(more)} more, see --all`] : []),
  ];
}

function agreementText(each: SourceAgreement): string {
  const [one, other] = each.sources.map((source) => SOURCE_TEXT[source]);
  const head = capital(`${one} and ${other}`);
  if (each.agreement === null) return `${head}: nobody of whom both know.`;
  const askers = `${countText(each.askersAgreed)} of ${countText(each.askersCompared)} askers`;
  return `${head}: agree on ${percentText(each.agreement, 1)} of the ${percentText(each.comparedShare, 1)} of the traffic that both know of (${askers}).`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function disagreementText({ asker, sources, reasons }: Disagreement): string {
  const [one, other] = sources.map((source) => SOURCE_TEXT[source]);
  const why = reasons.map(({ sentence }) => sentence).join(" Or: ");
  return `${askerText(asker)}, ${one} against ${other}: ${why}`;
}

/** Askers whom a source knows nothing of, together where the reason is the same. */
function missingLines(
  { groups }: AnswersReport,
  sources: readonly AnswerSource[],
  page: Page,
): string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { asker, notAsked } of groups.flatMap((group) => group.askers)) {
    for (const { source, reason, mend } of notAsked) {
      // That no probe stands in a block is the way of blocks.
      if (!sources.includes(source) || mend === null) continue;
      const key = `${SOURCE_TEXT[source]}: ${reason}. ${mend}`;
      byReason.set(key, (byReason.get(key) ?? new Set()).add(askerText(asker)));
    }
  }
  if (byReason.size === 0) return [];
  return [
    "",
    ...[...byReason].flatMap(([reason, askers]) =>
      sentenceLines(`Not known for ${[...askers].join(", ")} from ${reason}`, page),
    ),
  ];
}

function unreadLines({ unread }: AnswersReport, page: Page): string[] {
  if (unread.length === 0) return [];
  const lines = unread.flatMap((text) => sentenceLines(`Not read: ${text}`, page));
  return ["", ...lines.map((line) => page.style.dim(line))];
}
