import { CliError } from "../cli-error.ts";
import type { CliWorld } from "../world.ts";

export type ConfirmFlags = { readonly yes?: true; readonly json?: true };

/**
 * Lets the person at the terminal confirm what was shown.
 *
 * @throws CliError where nobody does
 */
export async function confirm(
  question: string,
  { yes, json }: ConfirmFlags,
  world: Pick<CliWorld, "ask">,
): Promise<void> {
  if (yes === true) return;
  const answer = json === true ? null : await world.ask(`${question} [y/N] `);
  if (answer !== null && /^y(es)?$/i.test(answer.trim())) return;
  throw new CliError(
    answer === null
      ? {
          code: "not_confirmed",
          message: "nobody is there to confirm it, so nothing was changed",
          mend: "add --yes, or --dry-run to see what would change",
        }
      : { code: "declined", message: "nothing was changed", mend: "answer y to go on" },
  );
}
