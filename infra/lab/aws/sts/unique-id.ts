import { createHash } from "node:crypto";
import { BASE32_SIGNS } from "../base32-signs.ts";

const LENGTH = 17;

/**
 * The id that IAM knows a user or role by, always the same for the same ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(prefix: "AIDA" | "AROA", arn: string): string {
  const bytes = createHash("sha256").update(arn).digest().subarray(0, LENGTH);
  return `${prefix}${[...bytes].map((byte) => BASE32_SIGNS[byte % BASE32_SIGNS.length]).join("")}`;
}

/** `UserId` of GetCallerIdentity: of a session the role's id and the session's name. */
export function userIdOf(arn: string): string {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  if (session === null) return uniqueId("AIDA", arn);
  const [, accountId, role, name] = session;
  return `${uniqueId("AROA", `arn:aws:iam::${accountId}:role/${role}`)}:${name}`;
}
