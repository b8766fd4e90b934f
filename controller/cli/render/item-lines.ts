import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";

const MARK = "- ";

/** A sentence as an item of a list, its further lines below its first word. */
export function itemLines(sentence: string, page: Pick<Page, "columns" | "wraps">): string[] {
  const narrower = { ...page, columns: page.columns - MARK.length };
  return sentenceLines(sentence, narrower).map((line, at) =>
    at === 0 ? `${MARK}${line}` : `${" ".repeat(MARK.length)}${line}`,
  );
}
