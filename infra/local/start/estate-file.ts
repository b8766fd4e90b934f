import { Estate } from "../../../controller/contract/estate.ts";
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
