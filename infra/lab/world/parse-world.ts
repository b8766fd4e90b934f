import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import type { z } from "zod";
import { LabProblem } from "../lab-problem.ts";
import type { Atlas } from "../places/atlas.ts";
import { checkReferences } from "./check-references.ts";
import { WorldFile } from "./world-file.ts";
import type { WorldProblem } from "./world-problem.ts";

/**
 * A world from the text of its file. Throws LabProblem with one sentence that names the file, the
 * line, the field and the mend; with several problems, the first in the file.
 */
export function parseWorld(text: string, fileName: string, atlas: Atlas): WorldFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line } = lines.linePos(syntax.pos[0]);
    throw new LabProblem(
      `${fileName}, line ${line}: not valid YAML: ${firstSentence(syntax.message)}`,
    );
  }
  const parsed = WorldFile.safeParse(document.toJS());
  const problems = parsed.success
    ? checkReferences(parsed.data, atlas)
    : parsed.error.issues.flatMap(worldProblems);
  const [first, ...rest] = problems
    .map((problem) => ({ ...problem, line: lineOf(document, lines, problem.path) }))
    .sort((a, b) => a.line - b.line);
  if (parsed.success && first === undefined) return parsed.data;
  throw new LabProblem(
    sentence(fileName, first ?? { path: [], message: "unreadable", line: 1 }, rest.length),
  );
}

function sentence(
  fileName: string,
  problem: WorldProblem & { line: number },
  more: number,
): string {
  const others = more === 0 ? "" : ` (and ${more} more)`;
  return `${fileName}, line ${problem.line}, ${fieldName(problem.path)}: ${problem.message}${others}.`;
}

function worldProblems(issue: z.core.$ZodIssue): WorldProblem[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: "there is no such field; correct its name or take it out",
  }));
}

function fieldName(path: readonly (string | number)[]): string {
  if (path.length === 0) return "the whole file";
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : at === 0 ? key : `.${key}`))
    .join("");
}

/** The line of the deepest part of a path that stands in the file; keys count before their values. */
function lineOf(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const offset =
      keyOffset(parent, path[depth - 1]) ?? offsetOf(document.getIn(path.slice(0, depth), true));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function keyOffset(parent: unknown, key: string | number | undefined): number | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
  );
  return offsetOf(pair?.key);
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line .*$/, ".");
}
