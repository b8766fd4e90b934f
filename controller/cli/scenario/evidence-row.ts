import type { PathHistory } from "../../contract/path-history.ts";

/** The columns of evidence as CSV; others are passed over. */
export const EVIDENCE_COLUMNS = ["vantage", "entry", "endpoint", "at", "p50_us", "n"] as const;

export type EvidenceColumn = (typeof EVIDENCE_COLUMNS)[number];

/** One row of evidence: a path, and a median of five minutes. */
export type EvidenceRow = Pick<PathHistory, "vantage" | "entry" | "endpoint"> & {
  readonly median: PathHistory["medians"][number];
};

/** What is wrong in a column of a row. */
export type RowFault = { readonly column: EvidenceColumn; readonly message: string };

const FIVE_MINUTES_MS = 300_000;
/** A time of RFC 3339; seconds may be left out. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;
const ENTRIES = ["direct", "dns", "accelerator"] as const;

/** Understands one row, or says column by column what is wrong with it. */
export function evidenceRow(
  cells: Readonly<Record<EvidenceColumn, string>>,
): { row: EvidenceRow } | { faults: RowFault[] } {
  const faults: RowFault[] = [];
  const report = (column: EvidenceColumn, message: string) => faults.push({ column, message });
  const entry = ENTRIES.find((each) => each === cells.entry);
  if (entry === undefined) report("entry", `must be one of ${ENTRIES.join(", ")}`);
  if (cells.vantage === "") report("vantage", "is empty; name the vantage that measured");
  if (entry === "direct" && cells.endpoint === "") {
    report("endpoint", "is empty; a direct path names its endpoint");
  }
  const atMs = momentOf(cells.at);
  if (atMs === null) report("at", `is ${said(cells.at)}; write a time such as 2026-11-01T00:05Z`);
  else if (atMs % FIVE_MINUTES_MS !== 0) {
    report("at", `is ${said(cells.at)}; it must be the start of five minutes`);
  }
  const p50Us = numberOf(cells.p50_us);
  if (p50Us === null || p50Us < 0) {
    report("p50_us", `is ${said(cells.p50_us)}; write microseconds, a number from 0 on`);
  }
  const n = numberOf(cells.n);
  if (n === null || n < 1 || !Number.isSafeInteger(n)) {
    report("n", `is ${said(cells.n)}; write how many values there were, 1 or more`);
  }
  if (faults.length > 0 || !entry || atMs === null || p50Us === null || n === null) {
    return { faults };
  }
  const { vantage, endpoint } = cells;
  const median: EvidenceRow["median"] = [atMs, Math.round(p50Us), n];
  return { row: { vantage, entry, endpoint: endpoint === "" ? null : endpoint, median } };
}

/** Epoch milliseconds of a time of RFC 3339 or of whole milliseconds; null where it is neither. */
export function momentOf(text: string): number | null {
  if (/^\d{12,15}$/.test(text)) return Number(text);
  if (!MOMENT.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Only plain numbers: neither `0x10` nor an empty cell, which is unknown and not 0. */
function numberOf(text: string): number | null {
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function said(text: string): string {
  return text === "" ? "empty" : JSON.stringify(text);
}
