import { randomInt } from "node:crypto";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DRAWN = 13;

/**
 * The id of a new access key, told from one of AWS by its LAB. @param prefix AKIA for a lasting key,
 * ASIA for a temporary one.
 */
export function newKeyId(prefix: "AKIA" | "ASIA"): string {
  const drawn = Array.from({ length: DRAWN }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return `${prefix}LAB${drawn}`;
}
