import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { type Figure, figureText, isDisturbed, verdictOf } from "./figure.ts";

/** Options that every part has. `--figures` is for the run of all parts, which puts budgets together. */
export const REPORT_OPTIONS = {
  json: { type: "boolean", default: false },
  figures: { type: "string" },
} as const;

export type ReportOptions = { readonly json: boolean; readonly figures?: string | undefined };

/** The options of a part that has no others. */
export function reportOptions(args: string[]): ReportOptions {
  return parseArgs({ args, options: REPORT_OPTIONS }).values;
}

/** Prints figures as a table, or as JSON with `--json`, and keeps them where `--figures` says. */
export async function reportFigures(
  title: string,
  figures: readonly Figure[],
  options: ReportOptions,
): Promise<void> {
  await keepFigures(figures, options);
  const text = options.json ? JSON.stringify(figures, null, 2) : tableOf(title, figures);
  process.stdout.write(`${text}\n`);
}

export async function keepFigures(
  figures: readonly Figure[],
  { figures: file }: ReportOptions,
): Promise<void> {
  if (file !== undefined) await writeFile(file, JSON.stringify(figures));
}

/** A line for each figure, and a warning below where others had the processors. */
export function tableOf(title: string, figures: readonly Figure[]): string {
  const table = new Table({
    head: [title, "measured", "unit", "budget", ""],
    style: { head: [], border: [] },
    colAligns: ["left", "right", "left", "right", "left"],
  });
  for (const each of figures) {
    const { what, figure, unit, budget } = each;
    const held = verdictOf(each) || (isDisturbed(each) ? "on a busy machine" : "");
    table.push([what, figureText(figure), unit, budget === null ? "" : figureText(budget), held]);
  }
  const worst = Math.max(0, ...figures.map(({ othersCores = 0 }) => othersCores));
  if (!figures.some(isDisturbed)) return table.toString();
  return `${table.toString()}\nOther programs kept up to ${worst.toFixed(2)} cores busy meanwhile: times on the clock may be too long.`;
}
