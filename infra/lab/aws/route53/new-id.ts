import { randomInt } from "node:crypto";

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LENGTH = 20;

/** An id as Route 53 gives them: `Z` for a hosted zone, `C` for a change, then 20 signs. */
export function newId(prefix: "Z" | "C"): string {
  return prefix + Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
}
