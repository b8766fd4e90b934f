import { toAttemptError } from "../measure/attempt-error.ts";
import type { Deadline } from "../measure/deadline.ts";
import type { Seen } from "./lane-client.ts";

/**
 * What a probe showed that ended without an answer.
 *
 * @param servedBy the endpoint that must have refused, where an address had been chosen
 * @throws AttemptError where the probe itself is the reason, such as an address that its owner does not
 *   permit: then nothing is known about the service
 */
export function seenOfError(
  error: unknown,
  deadline: Pick<Deadline, "hasExpired">,
  servedBy: string | null,
): Seen {
  const failure = toAttemptError(error);
  const { verdict } = failure;
  if (verdict === "blocked" || verdict === "probe") throw failure;
  const isLate = verdict === "lost" || deadline.hasExpired;
  if (isLate) return { state: "timeout", servedBy: null };
  return { state: "error", servedBy: answered.has(verdict) ? servedBy : null };
}

/** What only a host can have said that was reached. */
const answered: ReadonlySet<string> = new Set(["refused", "reset", "tls", "http", "protocol"]);
