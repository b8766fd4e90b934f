import type { GroupAdvice, GroupVerdict, Recommendation } from "../../contract/recommendation.ts";
import { countText, percentText } from "../../core/wording/count.ts";
import { millisecondsText, signedMilliseconds } from "../../core/wording/latency.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { momentText } from "./time-text.ts";
import { vantageRankingLines } from "./vantage-ranking-lines.ts";

const GROUP_COLUMNS: readonly Column[] = [
  { head: "CLIENT GROUP", align: "left" },
  { head: "SHARE", unit: "%", align: "right", expendable: 2 },
  { head: "ROUTE 53", unit: "p50 ms", align: "right", expendable: 0 },
  { head: "SERVED BY", align: "left", expendable: 3 },
  { head: "ACCELERATOR", unit: "p50 ms", align: "right", expendable: 1 },
  { head: "DIFFERENCE", unit: "ms (95 %)", align: "right" },
  { head: "ACCELERATOR IS", align: "left" },
  { head: "BEST DIRECT", unit: "p50 ms", align: "right", expendable: 4 },
  { head: "ENDPOINT", align: "left", expendable: 5 },
];

const MISSING_COLUMNS: readonly Column[] = [
  { head: "MISSING", align: "left" },
  { head: "HAVE", align: "left" },
  { head: "NEED", align: "left", expendable: 1 },
];

/** What the table of a recommendation has a row for. */
export type RowsBy = "group" | "vantage";

const AVERAGED = "Differences: vantage by vantage, then averaged over those of a group.";

/** Who would lose most by the accelerator stands first; what cannot be told stands last. */
const VERDICTS: Record<GroupVerdict, { readonly order: number; readonly text: string }> = {
  worse: { order: 0, text: "slower" },
  equivalent: { order: 1, text: "≈" },
  better: { order: 2, text: "faster" },
  non_stationary: { order: 3, text: "not settled" },
  inconclusive: { order: 4, text: "cannot tell" },
};

/** The answer in a sentence, what it points to, every client group, what is missing, and its origin. */
export function recommendationLines(
  recommendation: Recommendation,
  by: RowsBy,
  page: Page,
): string[] {
  const { id, sentence, soFar, vantages, missing } = recommendation;
  return [
    ...sentenceLines(`${id} ${sentence}`, page),
    ...(soFar === null ? [] : sentenceLines(soFar.sentence, page)),
    "",
    ...(by === "vantage"
      ? vantageRankingLines(vantages, page)
      : groupLines(recommendation.groups, page)),
    ...missingLines(missing, page),
    "",
    ...sentenceLines(originText(recommendation), page).map((line) => page.style.dim(line)),
  ];
}

function groupLines(groups: readonly GroupAdvice[], page: Page): string[] {
  const sorted = [...groups].sort(
    (a, b) =>
      VERDICTS[a.verdict].order - VERDICTS[b.verdict].order ||
      (b.difference?.us ?? 0) - (a.difference?.us ?? 0),
  );
  const { rows, more } = shortened(sorted, page);
  const table = renderTable(
    GROUP_COLUMNS,
    rows.map((group) => groupRow(group, page)),
    page,
  );
  const averaged = groups.some(({ vantages }) => vantages.length > 1);
  return [...table.lines, ...more, ...(averaged ? sentenceLines(AVERAGED, page) : [])];
}

function groupRow(group: GroupAdvice, { style }: Page): Cell[] {
  const { dns, accelerator, bestDirect, difference, verdict } = group;
  const plain = verdict === "worse" || verdict === "better";
  const interval =
    difference === null
      ? "—"
      : `(${signedMilliseconds(difference.lowUs)} to ${signedMilliseconds(difference.highUs)})`;
  return [
    { text: group.group },
    { text: percentText(group.share, 1).replace(" %", "") },
    median(dns),
    { text: dns?.endpoint ?? "—", paint: style.dim },
    median(accelerator),
    plain && difference !== null
      ? { text: `${signedMilliseconds(difference.us)} ${interval}` }
      : { text: interval, paint: style.dim },
    { text: VERDICTS[verdict].text },
    median(bestDirect),
    { text: bestDirect?.endpoint ?? "—", paint: style.dim },
  ];
}

function median(option: GroupAdvice["dns"]): Cell {
  return { text: option?.p50 ? millisecondsText(option.p50.us) : "—" };
}

function missingLines(missing: Recommendation["missing"], page: Page): string[] {
  if (missing.length === 0) return [];
  const rows = missing.map(({ what, have, need }) => [
    { text: what },
    { text: have },
    { text: need, paint: page.style.dim },
  ]);
  return ["", ...renderTable(MISSING_COLUMNS, rows, page).lines];
}

function originText({ madeAtMs, evidence }: Recommendation): string {
  const { fromMs, toMs, samples, coverage, grade, hash } = evidence;
  return [
    `Made ${momentText(madeAtMs)}`,
    `evidence ${momentText(fromMs)} to ${momentText(toMs)}`,
    `${countText(samples)} answers`,
    `${percentText(coverage, 1)} of the traffic`,
    `grade ${grade}`,
    `hash ${hash.slice(0, 12)}`,
  ].join(" · ");
}
