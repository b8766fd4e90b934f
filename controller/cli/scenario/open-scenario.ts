import { statSync } from "node:fs";
import { Scenario } from "../../contract/scenario.ts";
import { strictly } from "../../contract/strictly.ts";
import { readLarge } from "../../yaml/read-large.ts";
import { readScenarioFolder } from "./read-scenario-folder.ts";
import { faultyScenario, fieldsOf, textOfFile } from "./scenario-fault.ts";

const WHOLE = strictly(Scenario);

/**
 * Reads a scenario: a file in YAML or JSON, or a folder with its parts.
 *
 * @throws CliError with all that is wrong: file, line where it is known, field and mend
 */
export function openScenario(name: string): Scenario {
  if (statSync(name, { throwIfNoEntry: false })?.isDirectory() === true) {
    return readScenarioFolder(name);
  }
  const read = readLarge(textOfFile(name), WHOLE);
  if (!read.ok) throw faultyScenario(name, fieldsOf(name, read.faults));
  return read.value;
}
