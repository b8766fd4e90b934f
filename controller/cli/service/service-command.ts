import type { Command } from "commander";
import type { CliWorld } from "../world.ts";
import { addAddCommand } from "./add-command.ts";
import { addListCommand } from "./list-command.ts";
import { addRemoveCommand } from "./remove-command.ts";
import { addSchemaCommand } from "./schema-command.ts";
import { addShowCommand } from "./show-command.ts";
import { addTrafficCommand } from "./traffic-command.ts";
import { addValidateCommand } from "./validate-command.ts";

const HELP = `
Examples:
  isochrone service validate shop.yaml
  isochrone service add shop.yaml --dry-run
  isochrone service traffic shop.yaml --log october.csv.gz --write
  isochrone service show shop --yaml`;

/** `isochrone service`: what is measured, as its owner declares it. */
export function addServiceCommand(program: Command, world: CliWorld): void {
  const service = program
    .command("service")
    .description("declare, check, list, show and remove services; read their traffic from logs")
    .addHelpText("after", HELP);
  addValidateCommand(service, world);
  addAddCommand(service, world);
  addListCommand(service, world);
  addShowCommand(service, world);
  addRemoveCommand(service, world);
  addTrafficCommand(service, world);
  addSchemaCommand(service, world);
}
