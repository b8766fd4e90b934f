import { randomInt } from "node:crypto";
import { BASE32_SIGNS } from "./base32-signs.ts";

const DRAWN = 13;

/**
 * The id of a new access key, told from one of AWS by its LAB. @param prefix AKIA for a lasting key,
 * ASIA for a temporary one.
 */
export function newKeyId(prefix: "AKIA" | "ASIA"): string {
  const drawn = Array.from(
    { length: DRAWN },
    () => BASE32_SIGNS[randomInt(BASE32_SIGNS.length)],
  ).join("");
  return `${prefix}LAB${drawn}`;
}
