import type { Command } from "commander";
import { API } from "../contract/api.ts";
import { RecoveryAdvice } from "../contract/recovery-advice.ts";
import { answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { recoveryLines } from "./render/recovery-lines.ts";
import type { CliWorld } from "./world.ts";

const EXIT_OF_OUTCOME: Record<RecoveryAdvice["outcome"], ExitStatus> = {
  keep: EXIT.fine,
  change: EXIT.fine,
  none: EXIT.finding,
  test: EXIT.inconclusive,
  no_targets: EXIT.inconclusive,
};

const HELP = `
Examples:
  isochrone recovery checkout
  isochrone recovery checkout --json | jq '.recovery.strategies[] | {strategy, rtoGap, usdPerMonth}'

Targets are rtoS and rpoS of the service's objectives; costs, and what trying a strategy showed, are its
recovery. A target counts as met only where even the worst that is to be expected meets it.

Exit status: 0 a strategy meets the targets, 2 none does, 3 only trying tells or no target is set,
1 error, 64 wrong usage.`;

/** `isochrone recovery`: which recovery strategy meets the targets for the least money. */
export function addRecoveryCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("recovery"), world)
    .description("say which recovery strategy meets RTO and RPO for the least money")
    .argument("<service>", "id of the service")
    .addHelpText("after", HELP)
    .action(async (service: string, flags: CommonFlags) => {
      await answer(flags, world, async (connection) => {
        const path = `${API.services}/${encodeURIComponent(service)}/recovery`;
        const recovery = await askController(connection, { path }, RecoveryAdvice, world.fetch);
        return {
          status: EXIT_OF_OUTCOME[recovery.outcome],
          data: { recovery },
          lines: (page) => recoveryLines(recovery, page),
          view: null,
        };
      });
    });
}
