import type { FailureClass } from "../contract/failure.ts";
import { describeError } from "../log.ts";
import type { Outcome } from "./outcome.ts";

/** What an attempt without an answer counts as. */
export type Verdict = FailureClass | "lost";

/** An attempt that ended without an answer, with what it counts as. */
export class AttemptError extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AttemptError";
    this.verdict = verdict;
  }
}

const VERDICT_OF_CODE: Record<string, Verdict> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETDOWN: "unreachable",
  ETIMEDOUT: "lost",
  EPROTO: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  HOSTNAME_MISMATCH: "tls",
};

const VERDICT_OF_PREFIX: readonly (readonly [string, Verdict])[] = [
  ["ERR_TLS_", "tls"],
  ["ERR_SSL_", "tls"],
  ["CERT_", "tls"],
  ["CRL_", "tls"],
  ["UNABLE_TO_", "tls"],
  ["INVALID_CA", "tls"],
  ["HPE_", "protocol"],
  ["UND_ERR_HEADERS", "protocol"],
  ["UND_ERR_RES", "protocol"],
];

/**
 * Turns whatever an attempt threw into a verdict, by the error codes of Node, OpenSSL, llhttp and
 * undici. A code that nobody knows is the probe's own trouble until shown otherwise.
 */
export function toAttemptError(error: unknown): AttemptError {
  if (error instanceof AttemptError) return error;
  const verdict = error instanceof Error ? verdictOf(error) : "probe";
  return new AttemptError(verdict, describe(error), { cause: error });
}

/** OpenSSL's messages are a line of internals, of which one part is the reason. */
function describe(error: unknown): string {
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  return typeof reason === "string" ? `the TLS handshake failed: ${reason}` : describeError(error);
}

function verdictOf(error: NodeJS.ErrnoException): Verdict {
  // undici's parser errors carry a name but not always a code.
  if (error.name === "HTTPParserError") return "protocol";
  const code = error.code ?? "";
  const byPrefix = VERDICT_OF_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1];
  return VERDICT_OF_CODE[code] ?? byPrefix ?? "probe";
}

/** The outcome that an error stands for. */
export function outcomeOfError(error: unknown): Outcome {
  const { verdict, message } = toAttemptError(error);
  return verdict === "lost"
    ? { kind: "lost", detail: message }
    : { kind: "failure", failure: verdict, detail: message };
}
