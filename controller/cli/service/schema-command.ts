import type { Command } from "commander";
import { answerHere, type CommonFlags } from "../answer.ts";
import { addJsonOption } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import type { CliWorld } from "../world.ts";
import { fieldTable, schemaFields } from "./schema-fields.ts";
import { serviceSchema } from "./service-schema.ts";

const HELP = `
Editors that know JSON Schema complete and check service files by it. With the YAML language server:
  # yaml-language-server: $schema=service.schema.json
at the top of the file. What no schema can say, such as shares that add up to 1, validate checks.

Examples:
  isochrone service schema > service.schema.json
  isochrone service schema --fields

Exit status: 0 printed, 64 wrong usage.`;

/** `isochrone service schema`: the JSON Schema of service files. */
export function addSchemaCommand(service: Command, world: CliWorld): void {
  addJsonOption(service.command("schema"), world)
    .description("print the JSON Schema of service files, for editors")
    .option("--fields", "print a table of all fields and what they mean, in Markdown")
    .addHelpText("after", HELP)
    .action(async (flags: CommonFlags & { readonly fields?: true }) => {
      await answerHere(flags, world, () => {
        const schema = serviceSchema();
        const fields = schemaFields(schema);
        return {
          status: EXIT.fine,
          data: flags.fields === true ? { fields } : { schema },
          lines: () =>
            flags.fields === true ? fieldTable(fields) : [JSON.stringify(schema, null, 2)],
          view: null,
        };
      });
    });
}
