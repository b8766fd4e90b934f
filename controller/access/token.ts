import { newSecret } from "./secrets.ts";

/** Begins every token, says whose it is, and lets scanners for leaked secrets recognise it. */
const PREFIX = { api: "isa", probe: "isp" } as const;

/** A token taken apart: kind, whose it is (name of a vantage or of an API token), secret. */
export type Token = {
  readonly kind: keyof typeof PREFIX;
  readonly id: string;
  readonly secret: string;
};

/** A new token as its holder gets it: `isp.<vantage>.<secret>` or `isa.<id>.<secret>`. */
export function newToken(kind: Token["kind"], id: string): { text: string; secret: string } {
  const secret = newSecret();
  return { text: `${PREFIX[kind]}.${id}.${secret}`, secret };
}

/** Reads the token out of an `Authorization: Bearer …` header; null for anything else. */
export function parseBearer(header: string | undefined): Token | null {
  const match = /^Bearer (isa|isp)\.([a-z0-9-]{1,63})\.([A-Za-z0-9_-]{43})$/i.exec(header ?? "");
  const [, prefix, id, secret] = match ?? [];
  if (prefix === undefined || id === undefined || secret === undefined) return null;
  return { kind: prefix.toLowerCase() === PREFIX.api ? "api" : "probe", id, secret };
}
