import type { Command } from "commander";
import { nextRunAtMs } from "../../failover/next-run.ts";
import { answerHere, type CommonFlags } from "../answer.ts";
import { CliError, type CliField, fieldText } from "../cli-error.ts";
import { addJsonOption } from "../common-options.ts";
import { EXIT } from "../exit-status.ts";
import { momentText } from "../render/time-text.ts";
import type { CliWorld } from "../world.ts";
import { openPlanFile } from "./open-plan-file.ts";

/** What is to be said of one file. */
type Validated = {
  readonly file: string;
  /** Null where the file has faults. */
  readonly plan: string | null;
  readonly faults: readonly CliField[];
  readonly sentence: string;
};

const HELP = `
Needs no controller. Whether the estate has the service, endpoint and vantages, and whether runs would meet
those of other plans, isochrone failover add --dry-run tells.

Examples:
  isochrone failover validate dublin-lost.yaml
  isochrone failover validate plans/*.yaml --json | jq '.files[].faults'

Exit status: 0 all are fine, 1 one has a fault or cannot be read, 64 wrong usage.`;

/** `isochrone failover validate`: what is wrong with plans, without a controller. */
export function addValidatePlanCommand(failover: Command, world: CliWorld): void {
  addJsonOption(failover.command("validate"), world)
    .description("check plan files, each fault with its line, column and mend")
    .argument("<files...>", "plan files in YAML or JSON")
    .addHelpText("after", HELP)
    .action(async (files: string[], flags: CommonFlags) => {
      await answerHere(flags, world, () => {
        const checked = files.map((file) => validated(file, world.now()));
        const isFine = checked.every(({ faults }) => faults.length === 0);
        return {
          status: isFine ? EXIT.fine : EXIT.error,
          data: { files: checked.map(({ sentence: _sentence, ...said }) => said) },
          lines: () =>
            checked.flatMap(({ sentence, faults }) => [sentence, ...faults.map(fieldText)]),
          view: null,
        };
      });
    });
}

function validated(name: string, nowMs: number): Validated {
  try {
    const { plan } = openPlanFile(name, nowMs);
    const nextMs = nextRunAtMs(plan, nowMs);
    const next = nextMs === null ? "runs begin by hand" : `next run ${momentText(nextMs)}`;
    const sentence = `${name} is fine: ${plan.label} (${plan.id}), ${plan.endpoint} of ${plan.service} fails, ${next}.`;
    return { file: name, plan: plan.id, faults: [], sentence };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { message, mend, fields } = error;
    const whole = { file: name, path: "", message: `${message}; ${mend}` };
    const faults = fields.length === 0 ? [whole] : fields;
    return { file: name, plan: null, faults, sentence: `${message}.` };
  }
}
