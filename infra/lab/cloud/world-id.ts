import { createHash } from "node:crypto";
import type { World } from "../world/world.ts";

/** So many hexadecimal digits that are always the same for the same thing of the same world. */
export function worldDigits({ domain }: Pick<World, "domain">, thing: string, digits = 17): string {
  return createHash("sha256").update(`${domain} ${thing}`).digest("hex").slice(0, digits);
}
