import type { Page } from "./page.ts";

/** Breaks a sentence between words so that no line is wider than the page, where the page wraps. */
export function sentenceLines(sentence: string, page: Pick<Page, "columns" | "wraps">): string[] {
  if (!page.wraps) return [sentence];
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if ([...longer].length <= page.columns || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
