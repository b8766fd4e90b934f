import { randomBytes } from "node:crypto";
import type { KnownKey } from "../aws/key-ring.ts";
import { newKeyId } from "../aws/new-key-id.ts";
import type { Role } from "../aws/sts/roles.ts";

/** The account that the world's service is in. */
export const MAIN_ACCOUNT = "111122223333";

/** Another one, of the people who look after names, that only a role opens. */
export const NETWORK_ACCOUNT = "444455556666";

/** Region that the lab's clients are told to sign for where nothing else is said. */
export const HOME_REGION = "us-east-1";

/**
 * A key of the main account, drawn anew by each lab: it opens this one and nothing else, and what was
 * written down of it is of no use a moment later.
 */
export function drawKey(): KnownKey {
  return {
    accessKeyId: newKeyId("AKIA"),
    secretAccessKey: randomBytes(30).toString("base64"),
    accountId: MAIN_ACCOUNT,
    arn: `arn:aws:iam::${MAIN_ACCOUNT}:user/lab`,
  };
}

/** The role that opens the network account to the main one; its external id is drawn anew, too. */
export function drawObserveRole(): Required<Role> {
  return drawRole(NETWORK_ACCOUNT, "isochrone-observe");
}

/** The role of the main account by which failover tests make something fail. */
export function drawInjectRole(): Required<Role> {
  return drawRole(MAIN_ACCOUNT, "isochrone-inject");
}

function drawRole(accountId: string, name: string): Required<Role> {
  return {
    accountId,
    name,
    trustedAccountId: MAIN_ACCOUNT,
    externalId: `lab-${randomBytes(16).toString("hex")}`,
    maxSessionS: 3_600,
  };
}
