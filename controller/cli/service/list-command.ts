import type { Command } from "commander";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { serviceListLines } from "../render/service-lines.ts";
import type { CliWorld } from "../world.ts";
import { servicesOf } from "./ask-services.ts";

/** `isochrone service list`: the services of the estate. */
export function addListCommand(service: Command, world: CliWorld): void {
  addCommonOptions(service.command("list"), world)
    .description("list the services that are declared")
    .option("--all", "show every row")
    .addHelpText(
      "after",
      "\nExit status: 0 listed, also when there is none, 1 error, 64 wrong usage.",
    )
    .action(async (flags: CommonFlags) => {
      await answer(flags, world, async (connection) => {
        const { services } = await servicesOf(connection, world.fetch).list();
        const lines = (page: Parameters<typeof serviceListLines>[1]) =>
          serviceListLines(services, page);
        return { status: EXIT.fine, data: { services }, lines, view: null };
      });
    });
}
