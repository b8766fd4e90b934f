import { createHash } from "node:crypto";

/** Where the next page of a list begins, in words that only the same question can use. */
export function tokenOf(question: unknown, start: number): string {
  return Buffer.from(`${digest(question)} ${start}`).toString("base64url");
}

/** First item of the page; 0 without a token, undefined for a token that this question never gave. */
export function startOf(question: unknown, token: string | undefined): number | undefined {
  if (token === undefined) return 0;
  const [asked, start] = Buffer.from(token, "base64url").toString().split(" ");
  return asked === digest(question) && /^\d+$/.test(start ?? "") ? Number(start) : undefined;
}

function digest(question: unknown): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("hex").slice(0, 16);
}
