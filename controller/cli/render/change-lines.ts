import type { ServiceChange } from "../../contract/service-change.ts";
import type { FieldDifference } from "../../core/service/service-differences.ts";
import { countedText } from "../../core/wording/count.ts";
import { namesText } from "../../core/wording/names.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";

/** What declaring a service changes, or would change. */
export type ShownChange = {
  readonly change: ServiceChange;
  readonly differences: readonly FieldDifference[];
};

/** A verdict, and each field that changes in a line: `+` more, `-` less, `~` other. */
export function serviceChangeLines({ change, differences }: ShownChange, page: Page): string[] {
  const { rows, more } = shortened(differences, page);
  return [
    ...sentenceLines(verdict(change, differences.length), page),
    ...rows.map((difference) => differenceLine(difference, page)),
    ...more,
    ...vantageSentences(change).flatMap((sentence) => sentenceLines(sentence, page)),
  ];
}

function verdict({ service, outcome, beginsEstate }: ServiceChange, differences: number): string {
  switch (outcome) {
    case "added":
      return beginsEstate ? `${service} is new, and the first service.` : `${service} is new.`;
    case "changed":
      return `${service} changes in ${countedText(differences, "field")}:`;
    case "unchanged":
      return `${service} is declared like this already.`;
  }
}

function vantageSentences({ vantagesAdded, vantagesChanged }: ServiceChange): string[] {
  const told = (ids: readonly string[], what: string) =>
    ids.length === 0 ? [] : [`${countedText(ids.length, "vantage")} ${what}: ${namesText(ids)}.`];
  return [...told(vantagesAdded, "new"), ...told(vantagesChanged, "declared anew")];
}

function differenceLine({ path, before, after }: FieldDifference, { style, columns, wraps }: Page) {
  const [mark, text, paint] =
    before === undefined
      ? (["+", valueText(after), style.green] as const)
      : after === undefined
        ? (["-", valueText(before), style.red] as const)
        : (["~", `${valueText(before)} → ${valueText(after)}`, style.yellow] as const);
  const line = `${mark} ${path}  ${text}`;
  const letters = [...line];
  const isLong = wraps && letters.length > columns;
  return paint(
    isLong
      ? `${letters
          .slice(0, columns - 1)
          .join("")
          .trimEnd()}…`
      : line,
  );
}

/** On one line: single values as they are, long lists by their length. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) {
    const isShort = value.every((each) => typeof each !== "object");
    return isShort ? value.join(", ") : countedText(value.length, "entry", "entries");
  }
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, field]) => `${name} ${valueText(field)}`)
    .join(", ");
}
