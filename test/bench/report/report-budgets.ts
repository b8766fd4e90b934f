import { readFile } from "node:fs/promises";
import { z } from "zod";
import { verdictOf } from "./figure.ts";
import { tableOf } from "./report-figures.ts";

const Figures = z.array(
  z.object({
    what: z.string(),
    figure: z.number().nullable(),
    unit: z.string(),
    budget: z.number().nullable(),
    othersCores: z.number().optional(),
  }),
);

/** Prints what each part of a run kept in a file: all figures that have a budget, in one table. */
export async function reportBudgets(files: readonly string[]): Promise<void> {
  const lists = await Promise.all(
    files.map(async (file) => Figures.parse(JSON.parse(await readFile(file, "utf8")))),
  );
  const all = lists.flat().flatMap(({ figure, othersCores, ...rest }) => {
    const each = { ...rest, figure: figure ?? Number.NaN };
    return rest.budget === null
      ? []
      : [othersCores === undefined ? each : { ...each, othersCores }];
  });
  const count = (verdict: string) =>
    all.filter((each) => verdictOf(each).startsWith(verdict)).length;
  const missed = `${count("not")} were not, ${count("undecided")} are undecided`;
  process.stdout.write(
    `${tableOf("budgets", all)}\n${count("held")} of ${all.length} budgets held; ${missed}.\n`,
  );
}
