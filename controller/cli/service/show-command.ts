import type { Command } from "commander";
import { stringify } from "yaml";
import type { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { serviceLines } from "../render/service-lines.ts";
import type { CliWorld } from "../world.ts";
import { type Services, servicesOf } from "./ask-services.ts";

type ShowFlags = CommonFlags & { readonly yaml?: true; readonly vantages?: true };

const HELP = `
--yaml prints a file that declares the same service again. Vantages belong to the estate and are not in it;
with --vantages those are that its client groups name, for a controller that does not have them.

Examples:
  isochrone service show shop
  isochrone service show shop --yaml > shop.yaml

Exit status: 0 shown, 1 error, 64 wrong usage.`;

/** `isochrone service show`: one service, for reading or as a file. */
export function addShowCommand(service: Command, world: CliWorld): void {
  addCommonOptions(service.command("show"), world)
    .description("show one service, or print its file")
    .argument("<id>", "id of the service")
    .option("--yaml", "print the service file")
    .option("--vantages", "with the vantages that its client groups name")
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (id: string, flags: ShowFlags) => {
      await answer(flags, world, async (connection) => {
        const services = servicesOf(connection, world.fetch);
        const shown = await services.show(id);
        const file = flags.vantages === true ? await withVantages(shown, services) : shown;
        return {
          status: EXIT.fine,
          data: { service: file },
          lines: (page) =>
            flags.yaml === true ? [stringify(file).trimEnd()] : serviceLines(file, page),
          view: null,
        };
      });
    });
}

async function withVantages(file: ServiceFileShape, services: Services): Promise<ServiceFileShape> {
  const named = new Set(file.clientGroups.flatMap((group) => group.vantages));
  const { vantages } = await services.estate();
  return { ...file, vantages: vantages.filter(({ id }) => named.has(id)) };
}
