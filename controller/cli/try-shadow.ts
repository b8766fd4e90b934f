import type { AnswersAnswer } from "../contract/answers.ts";
import { RoutingDesign } from "../contract/aws/routing-design.ts";
import { ShadowPlan } from "../contract/shadow.ts";
import type { Fault } from "../yaml/fault.ts";
import type { CommonFlags } from "./answer.ts";
import { awaitAnswers } from "./await-answers.ts";
import type { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { openPage } from "./render/page.ts";
import { shadowLines } from "./render/shadow-lines.ts";
import { type ConfirmFlags, confirm } from "./service/confirm.ts";
import { faultyFile, openServiceFile } from "./service/open-service-file.ts";
import type { CliWorld } from "./world.ts";

/** Route 53 may take 5 minutes to bring records everywhere, and the questions come after. */
const WITHIN_MINUTES = 10;

export type ShadowFlags = CommonFlags & ConfirmFlags & { readonly dryRun?: true };

/** What was planned, and what Route 53 said of it; null where it was only to be shown. */
export type TriedShadow = { readonly plan: ShadowPlan; readonly told: AnswersAnswer | null };

/**
 * Plans the design of a file under a shadow name, shows what would be written, and once that is confirmed
 * has it written, asked about and deleted.
 *
 * @param path of the service's answers
 * @throws CliError for a faulty file, where nobody confirms, or the controller refuses
 */
export async function tryShadow(
  connection: Connection,
  path: string,
  file: string,
  flags: ShadowFlags,
  world: CliWorld,
): Promise<TriedShadow> {
  const { file: body } = openServiceFile(file, RoutingDesign, faultyDesign);
  const request = { path: `${path}/shadow`, method: "POST", body } as const;
  const plan = await askController(connection, request, ShadowPlan, world.fetch);
  if (flags.dryRun === true) return { plan, told: null };
  if (flags.json !== true) {
    world.print(`${shadowLines(plan, openPage(flags, world)).join("\n")}\n`);
  }
  await confirm("Create these, ask, and delete them again?", flags, world);
  const wait = {
    post: `${path}/shadow/${plan.id}`,
    path: `${path}?about=proposed`,
    withinMinutes: WITHIN_MINUTES,
  };
  return { plan, told: await awaitAnswers(connection, wait, world) };
}

function faultyDesign(name: string, faults: readonly Fault[]): CliError {
  return faultyFile(name, faults, {
    code: "invalid_design",
    mend: "correct what is named; it is a design as under incumbent.design of a service file",
  });
}
