import type { Command } from "commander";
import { z } from "zod";
import { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import { answerHere, type CommonFlags } from "../answer.ts";
import { addJsonOption } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { fieldTable, schemaFields } from "../service/schema-fields.ts";
import type { CliWorld } from "../world.ts";

const HELP = `
Editors that know JSON Schema complete and check plan files by it. What no schema can say, such as that the
interval suits the recovery time, validate checks.

Exit status: 0 printed, 64 wrong usage.`;

/** `isochrone failover schema`: the JSON Schema of plan files. */
export function addPlanSchemaCommand(failover: Command, world: CliWorld): void {
  addJsonOption(failover.command("schema"), world)
    .description("print the JSON Schema of plan files, for editors")
    .option("--fields", "print a table of all fields and what they mean, in Markdown")
    .addHelpText("after", HELP)
    .action(async (flags: CommonFlags & { readonly fields?: true }) => {
      await answerHere(flags, world, () => {
        const schema = planSchema();
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

/** JSON Schema (draft 7, which most editors know) of what people write, every field with its meaning. */
function planSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(FailoverPlan, { target: "draft-7", io: "input" });
  return { title: "Plan of a failover test of Isochrone", ...schema };
}
