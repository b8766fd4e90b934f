import type { Scenario } from "../../contract/scenario.ts";
import { WhatIf } from "../../contract/what-if.ts";
import { whatIfFaults } from "../../core/what-if/what-if-faults.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import { CliError } from "../cli-error.ts";
import { fieldsOf, textOfFile } from "./scenario-fault.ts";

/**
 * Reads what shall be taken for true of a scenario.
 *
 * @throws CliError with all that is wrong, also what the scenario does not bear
 */
export function readWhatIf(file: string, scenario: Scenario): WhatIf {
  const read = readYaml(textOfFile(file), WhatIf, {
    check: (whatIf) => whatIfFaults(scenario, whatIf),
  });
  if (read.ok) return read.value;
  const { length } = read.faults;
  throw new CliError({
    code: "invalid_what_if",
    message: `${file} has ${length === 1 ? "a fault" : `${length} faults`}`,
    mend: "correct what is named",
    fields: fieldsOf(file, read.faults),
  });
}
