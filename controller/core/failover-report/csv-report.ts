import type { TimeFigure } from "../../contract/failover/failover-result.ts";
import type { RunReport } from "./run-report.ts";

const TIMES = ["impact", "detect", "steer", "firstSuccess", "stable", "outage"] as const;
const HEADS = [
  ...["run", "vantage", "entry", "class", "outcome", "resolutionMs"],
  ...TIMES.flatMap((name) => [`${name}LowerMs`, `${name}UpperMs`]),
  ...["sent", "failed", "failedAfterStable", "flaps", "misRoutes"],
];

/**
 * The lanes of a run as CSV (RFC 4180), times in milliseconds as lower and upper bounds. An empty cell: does
 * not apply, nothing tells, or, of an upper bound, it was not over when the observation ended.
 */
export function csvReport({ runId, status: { result } }: RunReport): string {
  const rows = (result?.lanes ?? []).map((lane) => [
    ...[runId, lane.vantage, lane.entry, lane.class, lane.outcome, lane.resolutionMs],
    ...TIMES.flatMap((name) => bounds(lane[name])),
    ...[lane.sent, lane.failed, lane.failedAfterStable, lane.flaps, lane.misRoutes],
  ]);
  return [HEADS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function bounds(figure: TimeFigure | null): (number | null)[] {
  return figure === null ? [null, null] : [figure.lowerMs, figure.upperMs];
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
