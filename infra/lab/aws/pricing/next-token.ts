import { createHash } from "node:crypto";
import { ServiceProblem } from "../service-problem.ts";

/** Where the next page of a list begins, in words that only the same question can use. */
export function tokenOf(question: unknown, start: number): string {
  return Buffer.from(`${digest(question)} ${start}`).toString("base64url");
}

/** First item of the page; 0 without a token. Throws InvalidNextTokenException. */
export function startOf(question: unknown, token: string | undefined): number {
  if (token === undefined) return 0;
  const [asked, start] = Buffer.from(token, "base64url").toString().split(" ");
  if (asked === digest(question) && /^\d+$/.test(start ?? "")) return Number(start);
  throw new ServiceProblem("InvalidNextTokenException", "The pagination token is invalid.");
}

function digest(question: unknown): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("hex").slice(0, 16);
}
