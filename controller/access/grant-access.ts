import { Identifier } from "../../probe/contract/identifier.ts";
import { type AccessRecords, Holder, type Role } from "../store/access-records.ts";
import { hashSecret, newSecret } from "./secrets.ts";
import { newToken } from "./token.ts";

const LOGIN_LIFETIME_MS = 3_600_000;
export const SESSION_LIFETIME_MS = 30 * 24 * 3_600_000;

/** A secret for one login within the hour, to be put into a link. */
export async function issueLogin(records: AccessRecords, holder: Holder): Promise<string> {
  const secret = newSecret();
  await records.putLogin(hashSecret(secret), holder, LOGIN_LIFETIME_MS);
  return secret;
}

/** Exchanges the secret of a link for that of a new session; null when it is used up or unknown. */
export async function redeemLogin(records: AccessRecords, secret: string): Promise<string | null> {
  const holder = await records.takeLogin(hashSecret(secret));
  if (holder === null) return null;
  const session = newSecret();
  await records.putSession(hashSecret(session), holder, SESSION_LIFETIME_MS);
  return session;
}

/**
 * A token for programs of people, such as the command line. The one issued before under the same name
 * stops working, so that a program which asks at every start does not leave a trail of valid tokens.
 *
 * @throws ZodError for a name that is empty or longer than 80 characters.
 */
export async function issueApiToken(
  records: AccessRecords,
  name: string,
  role: Role,
): Promise<string> {
  const holder = Holder.parse({ name, role });
  const id = hashSecret(holder.name).slice(0, 32);
  const { text, secret } = newToken("api", id);
  await records.putApiToken(id, { ...holder, hash: hashSecret(secret) });
  return text;
}

/**
 * A token for the probe of a vantage. The one issued before stops working.
 *
 * @throws ZodError for a name that no vantage can have.
 */
export async function issueProbeToken(records: AccessRecords, vantage: string): Promise<string> {
  const { text, secret } = newToken("probe", Identifier.parse(vantage));
  await records.putProbeToken(vantage, hashSecret(secret));
  return text;
}
