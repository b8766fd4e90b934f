import { describeError } from "../log.ts";
import { UsageError } from "./usage-error.ts";

const EXIT_ERROR = 1;
const EXIT_USAGE = 64;

/**
 * Says on the terminal, or in JSON on standard output, why a command has failed.
 *
 * @returns the exit code
 */
export function explainError(error: unknown, asJson: boolean): number {
  const isUsage = error instanceof UsageError;
  const message = describeError(error);
  const hint = isUsage ? error.hint : null;
  if (asJson) {
    const code = isUsage ? "usage" : "error";
    process.stdout.write(`${JSON.stringify({ type: "error", code, message, hint })}\n`);
  } else {
    process.stderr.write(`error: ${message}\n${hint === null ? "" : `hint: ${hint}\n`}`);
  }
  return isUsage ? EXIT_USAGE : EXIT_ERROR;
}
