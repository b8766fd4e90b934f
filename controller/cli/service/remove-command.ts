import type { Command } from "commander";
import { namesText } from "../../core/wording/names.ts";
import { answer, type CommonFlags } from "../answer.ts";
import { addCommonOptions } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { openPage } from "../render/page.ts";
import { serviceLines } from "../render/service-lines.ts";
import type { CliWorld } from "../world.ts";
import { servicesOf } from "./ask-services.ts";
import { type ConfirmFlags, confirm } from "./confirm.ts";

type RemoveFlags = CommonFlags & ConfirmFlags & { readonly dryRun?: true };

const HELP = `
Probes stop measuring it at once. What was measured stays until its time is over. The last service of an
estate cannot be removed. Needs the role operator.

Exit status: 0 removed, or shown with --dry-run, 1 error or not confirmed, 64 wrong usage.`;

/** `isochrone service remove`: takes a service out of the estate. */
export function addRemoveCommand(service: Command, world: CliWorld): void {
  addCommonOptions(service.command("remove"), world)
    .description("take a service out of the estate")
    .argument("<id>", "id of the service")
    .option("--dry-run", "show what would go, and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", HELP)
    .action(async (id: string, flags: RemoveFlags) => {
      await answer(flags, world, async (connection) => {
        const services = servicesOf(connection, world.fetch);
        const file = await services.show(id);
        if (flags.dryRun === true) {
          const data = { service: id, removed: false, file };
          return {
            status: EXIT.fine,
            data,
            lines: (page) => [...serviceLines(file, page), "", "Would be removed."],
            view: null,
          };
        }
        if (flags.json !== true) {
          world.print(`${serviceLines(file, openPage(flags, world)).join("\n")}\n`);
        }
        await confirm(`Remove ${id}?`, flags, world);
        const { left } = await services.remove(id);
        const lines = () => [
          `${id} is removed; ${namesText(left)} ${left.length === 1 ? "is" : "are"} left.`,
        ];
        return {
          status: EXIT.fine,
          data: { service: id, removed: true, left },
          lines,
          view: null,
        };
      });
    });
}
