import type { Command } from "commander";
import { ServiceFile } from "../../contract/service-file.ts";
import { countedText } from "../../core/wording/count.ts";
import { namesText } from "../../core/wording/names.ts";
import { answerHere, type CommonFlags } from "../answer.ts";
import { CliError, type CliField, fieldText } from "../cli-error.ts";
import { addJsonOption } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import type { CliWorld } from "../world.ts";
import { isThere, logOfFile } from "./log-traffic.ts";
import { faultyFile, openServiceFile } from "./open-service-file.ts";

/** What is to be said of one file. */
type Validated = {
  readonly file: string;
  /** Null where the file has faults. */
  readonly service: string | null;
  readonly faults: readonly CliField[];
  /** What only a controller can check. */
  readonly notes: readonly string[];
  readonly sentence: string;
};

const HELP = `
Needs no controller. Each fault stands in a line of its own, as FILE:LINE:COLUMN: field: what is wrong
and what to write instead.

Examples:
  isochrone service validate shop.yaml
  isochrone service validate services/*.yaml --json | jq '.files[].faults'

Exit status: 0 all are fine, 1 one has a fault or cannot be read, 64 wrong usage.`;

/** `isochrone service validate`: what is wrong with service files, without a controller. */
export function addValidateCommand(service: Command, world: CliWorld): void {
  addJsonOption(service.command("validate"), world)
    .description("check service files, each fault with its line, column and mend")
    .argument("<files...>", "service files in YAML or JSON")
    .addHelpText("after", HELP)
    .action(async (files: string[], flags: CommonFlags) => {
      await answerHere(flags, world, () => {
        const checked = files.map(validated);
        const isFine = checked.every(({ faults }) => faults.length === 0);
        return {
          status: isFine ? EXIT.fine : EXIT.error,
          data: { files: checked.map(({ sentence: _sentence, ...said }) => said) },
          lines: () => checked.flatMap(linesOf),
          view: null,
        };
      });
    });
}

function linesOf({ sentence, faults, notes }: Validated): string[] {
  return [sentence, ...faults.map(fieldText), ...notes.map((note) => `  ${note}`)];
}

function validated(name: string): Validated {
  try {
    const { file, opened } = openServiceFile(name, ServiceFile);
    const csv = file.traffic?.csv;
    if (csv !== undefined && !isThere(logOfFile(name, csv))) {
      const path = ["traffic", "csv", "file"];
      const message = "there is no such file beside this one; correct the path";
      throw faultyFile(name, opened.place([{ path, message }]));
    }
    const counts = namesText([
      countedText(file.endpoints.length, "endpoint"),
      countedText(file.clientGroups.length, "client group"),
    ]);
    return {
      file: name,
      service: file.id,
      faults: [],
      notes: notesOf(file),
      sentence: `${name} is fine: ${file.label} (${file.id}), ${counts}.`,
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { message, mend, fields } = error;
    const whole = { file: name, path: "", message: `${message}; ${mend}` };
    const faults = fields.length === 0 ? [whole] : fields;
    return { file: name, service: null, faults, notes: [], sentence: `${message}.` };
  }
}

/** Whether the estate has the other vantages, the file does not tell. */
function notesOf({ vantages = [], clientGroups }: ServiceFile): string[] {
  const own = new Set(vantages.map(({ id }) => id));
  const others = new Set(clientGroups.flatMap((group) => group.vantages));
  const open = [...others].filter((id) => !own.has(id));
  if (open.length === 0) return [];
  const verb = open.length === 1 ? "is" : "are";
  return [
    `${namesText(open)} ${verb} not described here: isochrone service add checks that the estate has ${open.length === 1 ? "it" : "them"}.`,
  ];
}
