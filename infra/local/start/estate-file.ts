import { readFile } from "node:fs/promises";
import { isNode, LineCounter, parseDocument } from "yaml";
import { Estate } from "../../../controller/contract/estate.ts";
import { LocalProblem, reasonOf } from "../local-problem.ts";

const FAULTS_SHOWN = 8;

/**
 * Reads what to measure from a YAML or JSON file (JSON is YAML).
 *
 * @throws LocalProblem that names each field at fault, with its line.
 */
export async function readEstateFile(path: string): Promise<Estate> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new LocalProblem(
      `The estate file cannot be read: ${reasonOf(error)}`,
      "Correct the path after --estate.",
      { cause: error },
    );
  });
  const parsed = parseEstate(text);
  if (parsed.ok) return parsed.estate;
  const more = parsed.faults.length - FAULTS_SHOWN;
  throw new LocalProblem(
    [
      `${path} does not describe an estate:`,
      ...parsed.faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join("\n"),
    "Correct these fields and start again.",
  );
}

export type ParsedEstate = { ok: true; estate: Estate } | { ok: false; faults: string[] };

/** Each fault as `line 12: services[0].label: what is wrong`. */
export function parseEstate(text: string): ParsedEstate {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(
      (error) => `line ${lineCounter.linePos(error.pos[0]).line}: ${error.message}`,
    );
    return { ok: false, faults };
  }
  const result = Estate.safeParse(document.toJS());
  if (result.success) return { ok: true, estate: result.data };
  const lineOf = (path: readonly PropertyKey[]): number => {
    // A field that is missing has no line of its own: the nearest thing around it has.
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    ok: false,
    faults: result.error.issues.map(
      (issue) => `line ${lineOf(issue.path)}: ${showPath(issue.path)}${issue.message}`,
    ),
  };
}

function showPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "";
  const shown = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return `${shown.join("").replace(/^\./, "")}: `;
}
