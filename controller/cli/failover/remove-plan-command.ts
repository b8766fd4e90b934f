import type { Command } from "commander";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { planLines } from "../render/failover-plan-lines.ts";
import { openPage } from "../render/page.ts";
import { type ConfirmFlags, confirm } from "../service/confirm.ts";
import type { CliWorld } from "../world.ts";
import { plansOf } from "./ask-plans.ts";

const HELP = `
No run of it begins any more. Needs the role operator.

Exit status: 0 removed, 1 error or not confirmed, 64 wrong usage.`;

/** `isochrone failover remove`: forgets a plan. */
export function addRemovePlanCommand(failover: Command, world: CliWorld): void {
  addCommonOptions(failover.command("remove"), world)
    .description("forget a plan")
    .argument("<id>", "id of the plan")
    .option("--yes", "do not ask")
    .addHelpText("after", HELP)
    .action(async (id: string, flags: CommonFlags & ConfirmFlags) => {
      await answer(flags, world, async (connection) => {
        const plans = plansOf(connection, world.fetch);
        const shown = await plans.show(id);
        if (flags.json !== true) {
          world.print(`${planLines(shown, openPage(flags, world)).join("\n")}\n`);
        }
        await confirm(`Remove ${id}?`, flags, world);
        await plans.remove(id);
        return {
          status: EXIT.fine,
          data: { plan: id, removed: true },
          lines: () => [`${id} is removed.`],
          view: null,
        };
      });
    });
}
