import { createHash } from "node:crypto";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 17;

/**
 * The id that IAM knows a user or role by, always the same for the same ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(prefix: "AIDA" | "AROA", arn: string): string {
  const bytes = createHash("sha256").update(arn).digest().subarray(0, LENGTH);
  return `${prefix}${[...bytes].map((byte) => SIGNS[byte % SIGNS.length]).join("")}`;
}

/** `UserId` of GetCallerIdentity: of a session the role's id and the session's name. */
export function userIdOf(arn: string): string {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  if (session === null) return uniqueId("AIDA", arn);
  const [, accountId, role, name] = session;
  return `${uniqueId("AROA", `arn:aws:iam::${accountId}:role/${role}`)}:${name}`;
}
