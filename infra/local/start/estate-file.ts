import { readFile } from "node:fs/promises";
import { Estate } from "../../../controller/contract/estate.ts";
import { faultText } from "../../../controller/yaml/fault.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";
import { LocalProblem, reasonOf } from "../local-problem.ts";

const FAULTS_SHOWN = 8;
/** 10,000 vantages, each of which takes some 200, and services as large. */
const MOST_CHARACTERS = 16_000_000;

/**
 * Reads what to measure from a YAML or JSON file (JSON is YAML).
 *
 * @throws LocalProblem that names each field at fault, with its line and column.
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

/** Each fault as `line 12, column 5: services[0].label: what is wrong`. */
export function parseEstate(text: string): ParsedEstate {
  const read = readYaml(text, Estate, { mostCharacters: MOST_CHARACTERS });
  if (read.ok) return { ok: true, estate: read.value };
  return { ok: false, faults: read.faults.map(faultText) };
}
