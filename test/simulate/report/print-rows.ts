import Table from "cli-table3";
import { type Goal, isHeld, type Row } from "./row.ts";

/** A table of rows and a line with how many goals were held. */
export function rowsText(rows: readonly Row[]): string {
  const table = new Table({
    head: ["experiment", "what", "figure", "goal", "", "trials"],
    style: { head: [], border: [] },
    colAligns: ["left", "left", "right", "right", "left", "right"],
  });
  for (const row of rows) {
    const { experiment, what, figure, goal, unit, trials } = row;
    const goalTold = goal === null ? "" : goalText(goal, unit);
    table.push([experiment, what, valueText(figure, unit), goalTold, verdictText(row), trials]);
  }
  const asked = rows.filter(({ goal }) => goal !== null);
  const held = asked.filter(isHeld).length;
  return `${table.toString()}\n${held} of ${asked.length} goals held.`;
}

/** Rows for programs, each with whether it holds; null where there is no goal. */
export function rowsJson(rows: readonly Row[]): string {
  const told = rows.map((row) => ({ ...row, held: row.goal === null ? null : isHeld(row) }));
  return JSON.stringify(told, null, 2);
}

function verdictText(row: Row): string {
  if (row.goal === null) return "";
  return isHeld(row) ? "held" : "NOT HELD";
}

function goalText({ atLeast, atMost }: Goal, unit: Row["unit"]): string {
  if (atLeast === null) return `≤ ${valueText(atMost ?? Number.NaN, unit)}`;
  if (atMost === null) return `≥ ${valueText(atLeast, unit)}`;
  return `${valueText(atLeast, unit)} to ${valueText(atMost, unit)}`;
}

function valueText(value: number, unit: Row["unit"]): string {
  if (!Number.isFinite(value)) return "–";
  if (unit === "%") return `${Number((100 * value).toPrecision(3))} %`;
  const number = Number(value.toPrecision(3));
  return unit === "" ? String(number) : `${number} ${unit}`;
}
