import type { Command } from "commander";
import type { CliWorld } from "../world.ts";
import { addAddPlanCommand } from "./add-plan-command.ts";
import { addListPlansCommand } from "./list-plans-command.ts";
import { addPlanSchemaCommand } from "./plan-schema-command.ts";
import { addRemovePlanCommand } from "./remove-plan-command.ts";
import { addShowPlanCommand } from "./show-plan-command.ts";
import { addValidatePlanCommand } from "./validate-plan-command.ts";

const HELP = `
Examples:
  isochrone failover validate dublin-lost.yaml
  isochrone failover add dublin-lost.yaml --dry-run
  isochrone failover list
  isochrone failover show dublin-lost --yaml`;

/** `isochrone failover`: tests in which an endpoint is made to fail. */
export function addFailoverCommand(program: Command, world: CliWorld): void {
  const failover = program
    .command("failover")
    .description("check, declare, list, show and remove the plans of failover tests")
    .addHelpText("after", HELP);
  addValidatePlanCommand(failover, world);
  addAddPlanCommand(failover, world);
  addListPlansCommand(failover, world);
  addShowPlanCommand(failover, world);
  addRemovePlanCommand(failover, world);
  addPlanSchemaCommand(failover, world);
}
