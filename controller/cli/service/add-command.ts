import type { Command } from "commander";
import { ServiceFile } from "../../contract/service-file.ts";
import { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { fileOfService } from "../../core/service/file-of-service.ts";
import { serviceDifferences } from "../../core/service/service-differences.ts";
import { serviceOfFile } from "../../core/service/service-of-file.ts";
import { fieldPath } from "../../yaml/fault.ts";
import { type Answer, answerHere, type CommonFlags } from "../answer.ts";
import { CliError } from "../cli-error.ts";
import { addCommonOptions } from "../common-options.ts";
import { findController } from "../connection.ts";
import { EXIT } from "../exit-status.ts";
import { type ShownChange, serviceChangeLines } from "../render/change-lines.ts";
import { openPage } from "../render/page.ts";
import { logLines } from "../render/traffic-lines.ts";
import type { CliWorld } from "../world.ts";
import { type Services, servicesOf } from "./ask-services.ts";
import { type ConfirmFlags, confirm } from "./confirm.ts";
import { faultyFile, type OpenedFile, openServiceFile } from "./open-service-file.ts";
import { resolveTraffic } from "./resolve-traffic.ts";

type AddFlags = CommonFlags & ConfirmFlags & { readonly dryRun?: true };

const HELP = `
Declares a service, new or in the place of the one with the same id, and shows first what that changes.
A log that the file names (traffic.csv) is read here; only shares and volumes are sent. Needs the role
operator.

Examples:
  isochrone service add shop.yaml --dry-run
  isochrone service add shop.yaml --yes

Exit status: 0 declared, or nothing to change, 1 error or not confirmed, 64 wrong usage.`;

/** `isochrone service add`: declares a service from a file. */
export function addAddCommand(service: Command, world: CliWorld): void {
  addCommonOptions(service.command("add"), world)
    .description("declare a service from a file, new or changed")
    .argument("<file>", "service file in YAML or JSON")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--yes", "do not ask")
    .option("--all", "show every change")
    .addHelpText("after", HELP)
    .action(async (name: string, flags: AddFlags) => {
      await answerHere(flags, world, async () => {
        const opened = openServiceFile(name, ServiceFile);
        const services = servicesOf(findController(flags, world), world.fetch);
        const { file, log } = await resolveTraffic(opened, world);
        if (log !== null) for (const line of logLines(log)) world.say(line);
        const shown = await placed(opened, () => changeOf(file, services));
        return add({ opened, file, shown }, services, flags, world);
      });
    });
}

type Adding = {
  readonly opened: OpenedFile<ServiceFile>;
  readonly file: ServiceFile;
  readonly shown: ShownChange;
};

async function add(
  { opened, file, shown }: Adding,
  services: Services,
  flags: AddFlags,
  world: CliWorld,
): Promise<Answer> {
  const isNothing =
    shown.change.outcome === "unchanged" && shown.change.vantagesChanged.length === 0;
  if (flags.dryRun === true || (isNothing && shown.change.vantagesAdded.length === 0)) {
    const lines = (page: Parameters<typeof serviceChangeLines>[1]) =>
      serviceChangeLines(shown, page);
    return { status: EXIT.fine, data: { ...shown, done: false }, lines, view: null };
  }
  if (flags.json !== true) {
    world.print(`${serviceChangeLines(shown, openPage(flags, world)).join("\n")}\n`);
  }
  await confirm(`Declare ${file.id}?`, flags, world);
  const change = await placed(opened, () => services.put(file));
  const lines = () => [`${file.label} (${file.id}) is declared; probes begin within seconds.`];
  return { status: EXIT.fine, data: { ...shown, change, done: true }, lines, view: null };
}

/** What declaring a file would change, as the controller sees it, field by field. */
async function changeOf(file: ServiceFile, services: Services): Promise<ShownChange> {
  const change = await services.tryOut(file);
  const standing = await services.standing(file.id);
  const declared = ServiceFileShape.parse(fileOfService(serviceOfFile(file)));
  const differences = standing === null ? [] : serviceDifferences(standing, declared);
  return { change, differences };
}

/** Gives what the controller finds at fault its place in the file, whatever was sent of it. */
async function placed<T>(
  { name, opened }: OpenedFile<ServiceFile>,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== "invalid_service") throw error;
    const faults = error.fields.map(({ path, message }) => ({
      path: path === "body" ? [] : fieldPath(path),
      message,
    }));
    throw faultyFile(name, opened.place(faults));
  }
}
