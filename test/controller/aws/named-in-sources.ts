import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../controller/aws", import.meta.url));

type WhichFile = (file: string) => boolean;

/** What reads alone. Records under a shadow name, and what failover tests make fail, are written by other roles. */
export const isReading: WhichFile = (file) =>
  file !== "shadow-records.ts" && !file.startsWith("inject/");

/** Everything in the sources that call AWS that a form finds, each once and in order. */
export function namedInSources(form: RegExp, which: WhichFile): string[] {
  const text = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && which(file))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("");
  return [...new Set([...text.matchAll(form)].map(([, name = ""]) => name))].sort();
}

/** The commands of the official clients that are sent. */
export function sentCommands(which: WhichFile): string[] {
  return namedInSources(/new ([A-Z]\w+)Command\(/g, which);
}
