import type { AccessRecords, Holder } from "../store/access-records.ts";
import { hashSecret, matchesHash } from "./secrets.ts";
import { parseBearer, type Token } from "./token.ts";

/** Who asks: a person in a browser, a program with an API token, or a probe. */
export type Identity =
  | { readonly kind: "session"; readonly holder: Holder }
  | { readonly kind: "api"; readonly holder: Holder }
  | { readonly kind: "probe"; readonly vantage: string };

/** What a request shows of who sends it. */
export type Credentials = {
  readonly authorization: string | undefined;
  /** Value of the session cookie. */
  readonly session: string | undefined;
};

/** Finds out who asks. A header counts before a cookie; null for nobody known. */
export async function identify(
  records: AccessRecords,
  { authorization, session }: Credentials,
): Promise<Identity | null> {
  if (authorization !== undefined) {
    const token = parseBearer(authorization);
    return token === null ? null : await identifyToken(records, token);
  }
  if (session === undefined || session === "") return null;
  const holder = await records.session(hashSecret(session));
  return holder === null ? null : { kind: "session", holder };
}

async function identifyToken(records: AccessRecords, token: Token): Promise<Identity | null> {
  if (token.kind === "probe") {
    const hash = await records.probeTokenHash(token.id);
    if (hash === null || !matchesHash(token.secret, hash)) return null;
    return { kind: "probe", vantage: token.id };
  }
  const record = await records.apiToken(token.id);
  if (record === null || !matchesHash(token.secret, record.hash)) return null;
  return { kind: "api", holder: { name: record.name, role: record.role } };
}
