import { z } from "zod";
import { PathHistory } from "../../contract/path-history.ts";
import { strictly } from "../../contract/strictly.ts";
import { readLarge } from "../../yaml/read-large.ts";
import type { CliField } from "../cli-error.ts";
import { readEvidenceCsv } from "./evidence-csv.ts";
import type { EvidencePart, EvidenceRead } from "./evidence-part.ts";
import { fieldsOf, textOfFile } from "./scenario-fault.ts";

const ONE = strictly(PathHistory);
const LIST = z.array(ONE);

/**
 * Reads one file of evidence by the ending of its name: `.json` a list of paths, `.jsonl` a path in each
 * line, `.csv` medians of five minutes.
 *
 * @throws CliError where the file cannot be read
 */
export function readEvidenceFile(file: string): EvidenceRead {
  const text = textOfFile(file);
  if (file.endsWith(".csv")) return readEvidenceCsv(file, text);
  return file.endsWith(".jsonl") ? readLines(file, text) : readList(file, text);
}

function readList(file: string, text: string): EvidenceRead {
  const read = readLarge(text, LIST);
  if (!read.ok) return { parts: [], faults: fieldsOf(file, read.faults) };
  const partAt = (history: PathHistory, at: number): EvidencePart => ({
    history,
    place: { file, path: `[${at}]` },
  });
  return { parts: read.value.map(partAt), faults: [] };
}

function readLines(file: string, text: string): EvidenceRead {
  const parts: EvidencePart[] = [];
  const faults: CliField[] = [];
  text.split("\n").forEach((written, at) => {
    if (written.trim() === "") return;
    const line = at + 1;
    const read = readLarge(written, ONE);
    if (read.ok) parts.push({ history: read.value, place: { file, line, path: "" } });
    else {
      const placed = read.faults.map((fault) => ({ ...fault, line }));
      faults.push(...fieldsOf(file, placed));
    }
  });
  return { parts, faults };
}
