import type { Command } from "commander";
import type { PlanChange } from "../../contract/failover/kept-plan.ts";
import { fieldPath } from "../../yaml/fault.ts";
import type { OpenText } from "../../yaml/open-text.ts";
import { type Answer, answerHere, type CommonFlags } from "../answer.ts";
import { CliError } from "../cli-error.ts";
import { addCommonOptions } from "../common-options.ts";
import { findController } from "../connection.ts";
import { EXIT } from "../exit-status.ts";
import { planLines } from "../render/failover-plan-lines.ts";
import { openPage, type Page } from "../render/page.ts";
import { type ConfirmFlags, confirm } from "../service/confirm.ts";
import type { CliWorld } from "../world.ts";
import { plansOf } from "./ask-plans.ts";
import { faultyPlan, openPlanFile } from "./open-plan-file.ts";

type AddFlags = CommonFlags & ConfirmFlags & { readonly dryRun?: true };

const OUTCOMES: Record<PlanChange["outcome"], string> = {
  added: "would be new",
  changed: "would take the place of the plan of the same id",
  unchanged: "is declared just so",
};

const HELP = `
Declares a plan, new or in the place of the one with the same id. What it names must be in the estate, and
its runs must not meet those of another plan of the service. Needs the role operator.

Examples:
  isochrone failover add dublin-lost.yaml --dry-run
  isochrone failover add dublin-lost.yaml --yes

Exit status: 0 declared, or nothing to change, 1 error or not confirmed, 64 wrong usage.`;

/** `isochrone failover add`: declares a plan from a file. */
export function addAddPlanCommand(failover: Command, world: CliWorld): void {
  addCommonOptions(failover.command("add"), world)
    .description("declare a plan from a file, new or changed")
    .argument("<file>", "plan file in YAML or JSON")
    .option("--dry-run", "show what would be declared, and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", HELP)
    .action(async (name: string, flags: AddFlags) => {
      await answerHere(flags, world, () => add(name, flags, world));
    });
}

async function add(name: string, flags: AddFlags, world: CliWorld): Promise<Answer> {
  const { plan, opened } = openPlanFile(name, world.now());
  const plans = plansOf(findController(flags, world), world.fetch);
  const shown = await placed(name, opened, () => plans.tryOut(plan));
  const lines = (page: Page) => [
    ...planLines(shown.plan, page),
    "",
    `${plan.id} ${OUTCOMES[shown.outcome]}.`,
  ];
  if (flags.dryRun === true || shown.outcome === "unchanged") {
    return { status: EXIT.fine, data: { ...shown, done: false }, lines, view: null };
  }
  if (flags.json !== true) world.print(`${lines(openPage(flags, world)).join("\n")}\n`);
  await confirm(`Declare ${plan.id}?`, flags, world);
  const change = await placed(name, opened, () => plans.put(plan));
  const done = () => [`${plan.label} (${plan.id}) is declared.`];
  return { status: EXIT.fine, data: { ...change, done: true }, lines: done, view: null };
}

/** Gives what the controller finds at fault its place in the file. */
async function placed<T>(name: string, opened: OpenText, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== "invalid_plan") throw error;
    const faults = error.fields.map(({ path, message }) => ({
      path: path === "body" ? [] : fieldPath(path),
      message,
    }));
    throw faultyPlan(name, opened.place(faults));
  }
}
