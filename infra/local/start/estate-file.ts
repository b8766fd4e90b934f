import { Estate } from "../../../controller/contract/estate.ts";
import { faultText } from "../../../controller/yaml/fault.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";
import { readSettingsFile } from "../read-settings-file.ts";

/** 10,000 vantages, each of which takes some 200, and services as large. */
const MOST_CHARACTERS = 16_000_000;

/**
 * Reads what to measure from a YAML or JSON file (JSON is YAML).
 *
 * @throws LocalProblem that names each field at fault, with its line and column.
 */
export function readEstateFile(path: string): Promise<Estate> {
  return readSettingsFile(path, {
    shape: Estate,
    name: "estate",
    what: "an estate",
    option: "--estate",
    mostCharacters: MOST_CHARACTERS,
  });
}

export type ParsedEstate = { ok: true; estate: Estate } | { ok: false; faults: string[] };

/** Each fault as `line 12, column 5: services[0].label: what is wrong`. */
export function parseEstate(text: string): ParsedEstate {
  const read = readYaml(text, Estate, { mostCharacters: MOST_CHARACTERS });
  if (read.ok) return { ok: true, estate: read.value };
  return { ok: false, faults: read.faults.map(faultText) };
}
