import type { Command } from "commander";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { planFileLines, planLines } from "../render/failover-plan-lines.ts";
import type { CliWorld } from "../world.ts";
import { plansOf } from "./ask-plans.ts";

type ShowFlags = CommonFlags & { readonly yaml?: true };

const HELP = `
Examples:
  isochrone failover show dublin-lost
  isochrone failover show dublin-lost --yaml > dublin-lost.yaml

Exit status: 0 shown, 1 error, 64 wrong usage.`;

/** `isochrone failover show`: one plan, for reading or as a file. */
export function addShowPlanCommand(failover: Command, world: CliWorld): void {
  addCommonOptions(failover.command("show"), world)
    .description("show one plan, or print its file")
    .argument("<id>", "id of the plan")
    .option("--yaml", "print the plan file")
    .addHelpText("after", HELP)
    .action(async (id: string, flags: ShowFlags) => {
      await answer(flags, world, async (connection) => {
        const plan = await plansOf(connection, world.fetch).show(id);
        return {
          status: EXIT.fine,
          data: { plan },
          lines: (page) => (flags.yaml === true ? planFileLines(plan) : planLines(plan, page)),
          view: null,
        };
      });
    });
}
