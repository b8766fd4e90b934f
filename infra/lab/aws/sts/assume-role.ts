import { randomBytes } from "node:crypto";
import type { AssumeRoleRequest, AssumeRoleResponse } from "@aws-sdk/client-sts";
import type { Caller } from "../api-service.ts";
import type { KeyRing } from "../key-ring.ts";
import { newKeyId } from "../new-key-id.ts";
import { validationError } from "../query-problems.ts";
import { ServiceProblem } from "../service-problem.ts";
import { assumeRoleInput } from "./assume-role-input.ts";
import { isSession, type Role, roleArnOf, sessionArnOf } from "./roles.ts";
import { uniqueId } from "./unique-id.ts";

/** What roles there are, and where their keys are kept. Sessions end by the clock of signatures. */
export interface AssumeRoleMeans {
  readonly keys: KeyRing;
  readonly roles: readonly Role[];
  readonly wallNowMs: () => number;
}

const USUAL_S = 3_600;
/** Longest session of a role that a role assumes. */
const CHAINED_S = 3_600;
const SECRET_BYTES = 30;
const TOKEN_BYTES = 264;

/**
 * Lets a caller be a role for a while. Throws ValidationError, and AccessDenied for a role that there
 * is not as for one that does not trust the caller, so that nobody can find out which there are.
 */
export function assumeRole(
  request: Partial<AssumeRoleRequest>,
  caller: Pick<Caller, "accountId" | "arn">,
  { keys, roles, wallNowMs }: AssumeRoleMeans,
): AssumeRoleResponse {
  const { roleArn, sessionName, externalId, durationS = USUAL_S } = assumeRoleInput(request);
  const role = roles.find((each) => roleArnOf(each) === roleArn);
  if (role === undefined || !trusts(role, caller, externalId)) {
    throw new ServiceProblem(
      "AccessDenied",
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      403,
    );
  }
  refuseTooLong(durationS, role, caller);
  const arn = sessionArnOf(role, sessionName);
  // AWS writes the end without parts of a second.
  const expiresAtMs = Math.floor(wallNowMs() / 1_000) * 1_000 + durationS * 1_000;
  const key = {
    accessKeyId: newKeyId("ASIA"),
    secretAccessKey: randomBytes(SECRET_BYTES).toString("base64"),
    accountId: role.accountId,
    arn,
    temporary: { sessionToken: randomBytes(TOKEN_BYTES).toString("base64"), expiresAtMs },
  };
  keys.add(key, wallNowMs());
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.temporary.sessionToken,
      Expiration: new Date(expiresAtMs),
    },
    AssumedRoleUser: {
      Arn: arn,
      AssumedRoleId: `${uniqueId("AROA", roleArn)}:${sessionName}`,
    },
  };
}

function trusts(
  role: Role,
  { accountId }: Pick<Caller, "accountId">,
  externalId: string | undefined,
): boolean {
  if (role.trustedAccountId !== accountId) return false;
  return role.externalId === undefined || role.externalId === externalId;
}

function refuseTooLong(durationS: number, role: Role, { arn }: Pick<Caller, "arn">): void {
  if (isSession(arn) && durationS > CHAINED_S) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  if (durationS > role.maxSessionS) {
    throw validationError(
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
}
