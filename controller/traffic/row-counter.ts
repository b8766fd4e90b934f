import type { LogColumns } from "../contract/traffic-log.ts";
import type { tallyTraffic } from "../core/traffic/tally-traffic.ts";
import { type ColumnPlan, columnPlan } from "./log-columns.ts";
import { ALB_COLUMNS, type LogFormat } from "./log-format.ts";
import { readRow } from "./read-row.ts";
import { TrafficLogProblem } from "./traffic-log-problem.ts";

const PROGRESS_EVERY_ROWS = 10_000;

type RowCounter = {
  readonly format: LogFormat["format"];
  readonly columns: LogColumns | undefined;
  readonly tally: Pick<ReturnType<typeof tallyTraffic>, "add" | "refuse">;
  /** Hears now and then how many rows there were so far. */
  readonly progress: ((rows: number) => void) | undefined;
};

/**
 * Takes the rows of a log one after the other: first its columns, where the log names them, then what is
 * counted. It throws TrafficLogProblem where the columns are not what is needed.
 */
export function rowCounter({ format, columns, tally, progress }: RowCounter) {
  let rows = 0;
  let plan: ColumnPlan | null = format === "alb" ? columnPlan(ALB_COLUMNS, columns) : null;
  const isHeader = (fields: readonly string[]): boolean => {
    const names = namesIn(fields, format, plan !== null);
    if (names !== null && names.length > 0) plan = columnPlan(names, columns);
    return names !== null;
  };
  return (fields: readonly string[], line: number): void => {
    if (isHeader(fields)) return;
    if (plan === null) throw withoutNames();
    rows += 1;
    if (rows % PROGRESS_EVERY_ROWS === 0) progress?.(rows);
    const row = readRow(fields, plan);
    if (row === null) tally.refuse(line);
    else tally.add(row);
  };
}

/** Names of columns in a line that is no row; none where it says something else; null for a row. */
function namesIn(
  fields: readonly string[],
  format: LogFormat["format"],
  isNamed: boolean,
): readonly string[] | null {
  if (format === "csv") return isNamed ? null : fields;
  if (format !== "cloudfront" || fields[0]?.startsWith("#") !== true) return null;
  const names = /^#Fields:\s*(.*)$/.exec(fields.join(" "))?.[1];
  return names === undefined ? [] : names.trim().split(/\s+/);
}

function withoutNames(): TrafficLogProblem {
  return new TrafficLogProblem(
    "no line #Fields: names the columns before the first row",
    "give the log as CloudFront wrote it, or say another --format",
  );
}
