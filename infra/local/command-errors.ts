import { CommanderError } from "commander";

const FAILED = 1;
/** EX_USAGE of sysexits.h. */
const USAGE = 64;

/** What a failed command ends with: an exit status, and what to say on standard error. */
export interface CommandEnd {
  status: number;
  text: string;
}

/**
 * Turns whatever a command threw into an exit status and one sentence with its mend. The stack is for
 * `verbose` alone.
 */
export function describeCommandError(error: unknown, verbose: boolean): CommandEnd {
  if (error instanceof CommanderError) {
    // The parser has said it already; help and version are no errors.
    return { status: error.exitCode === 0 ? 0 : USAGE, text: "" };
  }
  if (!(error instanceof Error)) return { status: FAILED, text: `isochrone: ${String(error)}` };
  if (verbose) return { status: FAILED, text: withCauses(error) };
  const mend = "mend" in error && typeof error.mend === "string" ? error.mend : null;
  return {
    status: FAILED,
    text: `isochrone: ${error.message}\n${indent(mend ?? "Run it again with --verbose for details.")}`,
  };
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function withCauses(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by ${withCauses(error.cause)}` : own;
}
