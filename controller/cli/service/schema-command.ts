import type { Command } from "commander";
import { answerHere, type CommonFlags } from "../answer.ts";
import { addJsonOption } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import type { CliWorld } from "../world.ts";
import { serviceSchema } from "./service-schema.ts";

const HELP = `
Editors that know JSON Schema complete and check service files by it. With the YAML language server:
  # yaml-language-server: $schema=service.schema.json
at the top of the file. What no schema can say, such as shares that add up to 1, validate checks.

Examples:
  isochrone service schema > service.schema.json

Exit status: 0 printed, 64 wrong usage.`;

/** `isochrone service schema`: the JSON Schema of service files. */
export function addSchemaCommand(service: Command, world: CliWorld): void {
  addJsonOption(service.command("schema"), world)
    .description("print the JSON Schema of service files, for editors")
    .addHelpText("after", HELP)
    .action(async (flags: CommonFlags) => {
      await answerHere(flags, world, () => {
        const schema = serviceSchema();
        const lines = () => [JSON.stringify(schema, null, 2)];
        return { status: EXIT.fine, data: { schema }, lines, view: null };
      });
    });
}
