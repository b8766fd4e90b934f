import type { Command } from "commander";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { planListLines } from "../render/failover-plan-lines.ts";
import type { CliWorld } from "../world.ts";
import { plansOf } from "./ask-plans.ts";

/** `isochrone failover list`: the plans that are declared. */
export function addListPlansCommand(failover: Command, world: CliWorld): void {
  addCommonOptions(failover.command("list"), world)
    .description("list the plans that are declared, and when each runs next")
    .option("--all", "show every row")
    .addHelpText(
      "after",
      "\nExit status: 0 listed, also when there is none, 1 error, 64 wrong usage.",
    )
    .action(async (flags: CommonFlags) => {
      await answer(flags, world, async (connection) => {
        const { plans } = await plansOf(connection, world.fetch).list();
        return {
          status: EXIT.fine,
          data: { plans },
          lines: (page) => planListLines(plans, page),
          view: null,
        };
      });
    });
}
