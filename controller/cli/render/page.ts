import pc from "picocolors";
import type { CliWorld } from "../world.ts";

/** The marks that renderings use. Without colour they leave a text as it is. */
export type Style = Pick<
  ReturnType<typeof pc.createColors>,
  "bold" | "dim" | "green" | "yellow" | "red" | "cyan"
>;

/** What a rendering has to fit. */
export type Page = {
  readonly columns: number;
  /** Whether sentences are broken into lines; a file gets each in one line. */
  readonly wraps: boolean;
  /** Rows of a table; null shows all. */
  readonly mostRows: number | null;
  readonly style: Style;
  readonly nowMs: number;
};

const PIPED_COLUMNS = 80;
const MOST_ROWS = 20;

/** Colour and width by flags, environment and kind of output (no-color.org, force-color.org). */
export function openPage(
  flags: { readonly width?: number; readonly all?: boolean },
  world: Pick<CliWorld, "env" | "terminalColumns" | "now">,
): Page {
  const isTerminal = world.terminalColumns !== null;
  return {
    columns: flags.width ?? world.terminalColumns ?? PIPED_COLUMNS,
    wraps: isTerminal || flags.width !== undefined,
    mostRows: flags.all === true || !isTerminal ? null : MOST_ROWS,
    style: pc.createColors(hasColour(world.env, isTerminal)),
    nowMs: world.now(),
  };
}

function hasColour(env: CliWorld["env"], isTerminal: boolean): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}
