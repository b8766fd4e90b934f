import { Option } from "commander";
import { AdviceSettings } from "../../controller/contract/advice-settings.ts";
import { readSettingsFile } from "./read-settings-file.ts";

/**
 * Reads how often services are evaluated and who is told of what, from YAML or JSON. It may hold secrets.
 *
 * @throws LocalProblem that names each field at fault, with its line and column.
 */
export function readAdviceFile(path: string): Promise<AdviceSettings> {
  return readSettingsFile(path, {
    shape: AdviceSettings,
    name: "advice",
    what: "how advice is given",
    option: "--advice",
  });
}

/** The option that names that file. */
export function adviceOption(): Option {
  return new Option(
    "--advice <file>",
    "how often and by what measure services are evaluated, and webhooks to tell (YAML or JSON)",
  );
}
