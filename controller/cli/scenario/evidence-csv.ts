import { CsvError, type InfoRecord, parse } from "csv-parse/sync";
import { Identifier } from "../../contract/measured.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { namesText } from "../../core/wording/names.ts";
import type { LooseFault } from "../../yaml/read-large.ts";
import type { EvidencePart, EvidenceRead } from "./evidence-part.ts";
import {
  EVIDENCE_COLUMNS,
  type EvidenceColumn,
  type EvidenceRow,
  evidenceRow,
} from "./evidence-row.ts";
import { fieldsOf } from "./scenario-fault.ts";

/** `info: true` gives each record with the line that it ends in. */
type Record_ = { readonly record: string[]; readonly info: InfoRecord };

type Path = Omit<PathHistory, "medians"> & {
  readonly medians: Map<number, PathHistory["medians"][number]>;
  readonly line: number;
};

/** Medians of five minutes in CSV (RFC 4180), in any order, as paths. */
export function readEvidenceCsv(file: string, text: string): EvidenceRead {
  const read = recordsOf(text);
  if (!read.ok) return { parts: [], faults: fieldsOf(file, [read.fault]) };
  const [head, ...rows] = read.records;
  const columns = columnsOf(head?.record ?? []);
  if ("fault" in columns) return { parts: [], faults: fieldsOf(file, [columns.fault]) };
  const paths = new Map<string, Path>();
  const faults: LooseFault[] = [];
  for (const { record, info } of rows) {
    const understood = evidenceRow(cellsOf(record, columns.at));
    if ("faults" in understood) {
      for (const { column, message } of understood.faults) {
        faults.push({ path: [column], message, line: info.lines });
      }
    } else faults.push(...add(paths, understood.row, info.lines));
  }
  if (rows.length === 0) faults.push({ path: [], message: "has no rows below its names", line: 1 });
  return { parts: [...paths.values()].map(partOf(file)), faults: fieldsOf(file, faults) };
}

function recordsOf(
  text: string,
): { ok: true; records: Record_[] } | { ok: false; fault: LooseFault } {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return { ok: true, records: records as Record_[] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"]);
    const message = `is no CSV (${error.message}); quote as RFC 4180 does`;
    return { ok: false, fault: { path: [], message, line: Number.isNaN(line) ? 1 : line } };
  }
}

type Positions = Readonly<Record<EvidenceColumn, number>>;

function columnsOf(head: readonly string[]): { at: Positions } | { fault: LooseFault } {
  const names = head.map((name) => name.trim().toLowerCase());
  const missing = EVIDENCE_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const message = `has no column ${namesText(missing, 6)}; the first line names ${EVIDENCE_COLUMNS.join(",")}`;
    return { fault: { path: [], message, line: 1 } };
  }
  const at = EVIDENCE_COLUMNS.map((name) => [name, names.indexOf(name)]);
  return { at: Object.fromEntries(at) as Positions };
}

function cellsOf(record: readonly string[], at: Positions) {
  const cells = EVIDENCE_COLUMNS.map((name) => [name, record[at[name]] ?? ""]);
  return Object.fromEntries(cells) as Record<EvidenceColumn, string>;
}

function add(paths: Map<string, Path>, row: EvidenceRow, line: number): LooseFault[] {
  const { vantage, entry, endpoint, median } = row;
  const key = [vantage, entry, endpoint ?? ""].join("\0");
  const path = paths.get(key) ?? { vantage, entry, endpoint, days: [], medians: new Map(), line };
  if (!paths.has(key)) {
    const ids = [["vantage", vantage] as const, ["endpoint", endpoint] as const];
    const wrong = ids.find(([, id]) => id !== null && !Identifier.safeParse(id).success);
    if (wrong !== undefined) {
      const message = `${JSON.stringify(wrong[1])} is no id; write it as the scenario does`;
      return [{ path: [wrong[0]], message, line }];
    }
    paths.set(key, path);
  }
  if (path.medians.has(median[0])) {
    const message = "stands a second time for this path; take one of the rows out";
    return [{ path: ["at"], message, line }];
  }
  path.medians.set(median[0], median);
  return [];
}

function partOf(file: string): (path: Path) => EvidencePart {
  return ({ line, medians, ...path }) => ({
    history: { ...path, medians: [...medians.values()].sort(([one], [other]) => one - other) },
    place: { file, line, path: "" },
  });
}
