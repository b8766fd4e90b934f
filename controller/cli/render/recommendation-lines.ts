import type { Recommendation } from "../../contract/recommendation.ts";
import { countText, percentText } from "../../core/wording/count.ts";
import { designDetailLines } from "./design-detail-lines.ts";
import { designTableLines } from "./design-table-lines.ts";
import { groupAdviceLines } from "./group-advice-lines.ts";
import { itemLines } from "./item-lines.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Column, renderTable } from "./table.ts";
import { momentText } from "./time-text.ts";
import { vantageRankingLines } from "./vantage-ranking-lines.ts";

const MISSING_COLUMNS: readonly Column[] = [
  { head: "MISSING", align: "left" },
  { head: "HAVE", align: "left" },
  { head: "NEED", align: "left", expendable: 1 },
];

/** What the table of a recommendation has a row for. */
export type RowsBy = "group" | "vantage";

/** A recommendation; one that was worked out from a file has neither number nor hash. */
export type ToldRecommendation = Omit<Recommendation, "id" | "evidence"> & {
  readonly id: string | null;
  readonly evidence: Omit<Recommendation["evidence"], "hash"> & { readonly hash: string | null };
};

/** How much is told: `isExplained` of every design all that was found out. */
export type TellOptions = { readonly by: RowsBy; readonly isExplained?: boolean };

/**
 * The answer in a sentence, what it points to, what is new, why, the designs compared, every client
 * group, what would change the answer, what is missing, and its origin.
 */
export function recommendationLines(
  recommendation: ToldRecommendation,
  { by, isExplained = false }: TellOptions,
  page: Page,
): string[] {
  const { soFar, since, explanation, designs, missing } = recommendation;
  return [
    ...leadLines(recommendation, page),
    ...(soFar === null ? [] : sentenceLines(soFar.sentence, page)),
    ...(since === null ? [] : sentenceLines(sinceText(since), page)),
    ...listLines("Why", explanation, page),
    ...designTableLines(designs, page),
    ...(isExplained ? designDetailLines(designs, page) : []),
    ...rowLines(recommendation, by, page),
    ...flipLines(recommendation, page),
    ...missingLines(missing, page),
    "",
    ...sentenceLines(originText(recommendation), page).map((line) => page.style.dim(line)),
  ];
}

function rowLines({ groups, vantages }: ToldRecommendation, by: RowsBy, page: Page): string[] {
  if (by === "vantage") {
    return vantages.length === 0 ? [] : ["", ...vantageRankingLines(vantages, page)];
  }
  return groups.length === 0 ? [] : ["", ...groupAdviceLines(groups, page)];
}

/** Simulated evidence is named before anything that stands on it. */
function leadLines({ id, sentence, evidence }: ToldRecommendation, page: Page): string[] {
  const isSimulated = evidence.source === "simulated";
  const mark = isSimulated ? "SIMULATED EVIDENCE" : null;
  const head = [id, mark].filter((part) => part !== null).join(", ");
  const between = head === "" ? "" : isSimulated ? ": " : " ";
  const [first = "", ...others] = sentenceLines(`${head}${between}${sentence}`, page);
  const painted = mark === null ? first : first.replace(mark, page.style.yellow(mark));
  return [painted, ...others];
}

function sinceText({ id, changes }: NonNullable<Recommendation["since"]>): string {
  return `Since ${id}: ${changes.length === 0 ? "nothing has changed." : changes.join(" ")}`;
}

function flipLines({ flips, sensitivity }: ToldRecommendation, page: Page): string[] {
  const sure = sensitivity === null ? [] : [sensitivity.sentence];
  const sentences = flips.map((flip) => flip.sentence);
  return listLines("What would change it", [...sentences, ...sure], page);
}

function listLines(head: string, sentences: readonly string[], page: Page): string[] {
  if (sentences.length === 0) return [];
  const items = sentences.flatMap((sentence) => itemLines(sentence, page));
  return ["", page.style.dim(head.toUpperCase()), ...items];
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

function originText({ madeAtMs, evidence }: ToldRecommendation): string {
  const { source, fromMs, toMs, samples, coverage, grade, hash } = evidence;
  return [
    `Made ${momentText(madeAtMs)}`,
    `${source === "simulated" ? "simulated evidence" : "evidence"} ${momentText(fromMs)} to ${momentText(toMs)}`,
    `${countText(samples)} answers`,
    `${percentText(coverage, 1)} of the traffic`,
    `grade ${grade}`,
    ...(hash === null ? [] : [`hash ${hash.slice(0, 12)}`]),
  ].join(" · ");
}
