import { randomBytes, randomInt } from "node:crypto";
import type { KnownKey } from "../aws/key-ring.ts";

/** The account that the world's service is in. */
export const MAIN_ACCOUNT = "111122223333";

/** Another one, of the people who look after names, that only a role opens. */
export const NETWORK_ACCOUNT = "444455556666";

/** Region that the lab's clients are told to sign for where nothing else is said. */
export const HOME_REGION = "us-east-1";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * A key of the main account, drawn anew by each lab: it opens this one and nothing else, and what was
 * written down of it is of no use a moment later.
 */
export function drawKey(): KnownKey {
  const id = Array.from({ length: 13 }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return {
    accessKeyId: `AKIALAB${id}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    accountId: MAIN_ACCOUNT,
    arn: `arn:aws:iam::${MAIN_ACCOUNT}:user/lab`,
  };
}
