import type { TroubleCode } from "../contract/trouble.ts";

/** Why Redis cannot be used just now; `reason` is fit for people and carries no credentials. */
export type StoreTrouble = {
  readonly code: Extract<TroubleCode, `store_${string}` | "no_replica">;
  readonly reason: string;
};

/**
 * Error replies by their first word (redis.io, "Redis serialization protocol", error prefixes). Inside
 * a script Redis 6 wraps them in a sentence of its own, so they are looked for anywhere.
 */
const REPLIES: readonly (readonly [RegExp, StoreTrouble["code"]])[] = [
  [/\bOOM\b/, "store_full"],
  [/\bMISCONF\b/, "store_disk_full"],
  [
    /\b(READONLY|LOADING|CLUSTERDOWN|MASTERDOWN|NOREPLICAS|UNBLOCKED|MOVED|ASK|TRYAGAIN|BUSY|NOAUTH|WRONGPASS|NOPERM)\b/,
    "store_unavailable",
  ],
];

/** Failures of the connection: codes of the system and what the client says in words. */
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EACCES",
]);
/** Codes of TLS (node:tls, OpenSSL's verification) for certificates that are not accepted. */
const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(VERIFY|GET_ISSUER))/;
const CLIENT_WORDS =
  /Connection is closed|aborted due to connection close|Too many Cluster redirections|Command timed out|Stream isn't writeable|connect ETIMEDOUT|Failed to refresh slots cache|None of startup nodes|Socket closed unexpectedly/;
const CLIENT_NAMES = new Set(["MaxRetriesPerRequestError", "ClusterAllFailedError"]);

/** A write that no replica has, or none that could be asked. */
export class NoReplicaError extends Error {
  override readonly name = "NoReplicaError";

  constructor(options?: ErrorOptions) {
    super("no replica has confirmed the batch in time", options);
  }
}

const NO_ANSWER = "it does not answer";
const UNTRUSTED = "its certificate is not trusted (REDIS_CA_FILE names the CA that is)";

/**
 * Tells a passing trouble of Redis (away, full, disk full, read-only, loading) from every other error;
 * null for those. What was asked may be asked again once the trouble is over.
 */
export function storeTroubleOf(error: unknown): StoreTrouble | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof NoReplicaError) return { code: "no_replica", reason: error.message };
  return ofReply(error) ?? ofConnection(error) ?? ofInner(error);
}

function ofReply({ name, message }: Error): StoreTrouble | null {
  if (name !== "ReplyError") return null;
  const command = refusedCommand(message);
  if (command !== null) {
    return {
      code: "store_unavailable",
      reason: `its user has no right to the command ${command} (controller/README.md has the rule)`,
    };
  }
  for (const [word, code] of REPLIES) {
    if (word.test(message)) return { code, reason: plain(message) };
  }
  return null;
}

/** The command in a reply of NOPERM, in the words of Redis 6 and 7, also from within a script. */
function refusedCommand(message: string): string | null {
  if (!/NOPERM|ACL failure in script/.test(message)) return null;
  return /permissions to (?:run|execute) the '([^']+)' command/.exec(message)?.[1] ?? null;
}

function ofConnection(error: Error): StoreTrouble | null {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && CERTIFICATE_CODES.test(code)) {
    return { code: "store_unavailable", reason: `${UNTRUSTED}: ${plain(error.message)}` };
  }
  if (code !== undefined && syscall !== undefined && NETWORK_CODES.has(code)) {
    return { code: "store_unavailable", reason: plain(error.message) };
  }
  // A cluster client tells what its last node said.
  const ofNode = storeTroubleOf((error as { lastNodeError?: unknown }).lastNodeError);
  if (ofNode !== null) return ofNode;
  if (CLIENT_NAMES.has(error.name)) return { code: "store_unavailable", reason: NO_ANSWER };
  if (!CLIENT_WORDS.test(error.message)) return null;
  return { code: "store_unavailable", reason: NO_ANSWER };
}

/** A transaction names what failed in it; other libraries wrap the error of the connection. */
function ofInner(error: Error & { previousErrors?: unknown }): StoreTrouble | null {
  const inner = Array.isArray(error.previousErrors) ? error.previousErrors : [error.cause];
  for (const each of inner) {
    const trouble = storeTroubleOf(each);
    if (trouble !== null) return trouble;
  }
  return null;
}

/** Without the place in a script, and short. */
function plain(message: string): string {
  return message
    .replace(/ script: [0-9a-f]{40}.*$/, "")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}
