import type { Target } from "../contract/assignment.ts";
import { IDENTIFIER_PATTERN } from "../contract/identifier-pattern.ts";
import { AttemptError } from "./attempt-error.ts";
import type { Exchange } from "./http-request.ts";

/**
 * Reads who served an answer.
 *
 * @returns the endpoint that the answer names; null when it names none, or names it badly
 * @throws AttemptError `http` for a status of 400 or more
 */
export function readServedBy({ status, headers }: Exchange, target: Target): string | null {
  if (status >= 400) throw new AttemptError("http", `HTTP status ${status}`);
  if (target.servedByHeader === undefined) return null;
  const value = headers[target.servedByHeader.toLowerCase()];
  const named = Array.isArray(value) ? value[0] : value;
  return named !== undefined && IDENTIFIER_PATTERN.test(named) ? named : null;
}
