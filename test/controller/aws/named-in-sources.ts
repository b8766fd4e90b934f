import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../controller/aws", import.meta.url));

/** What changes something, by other roles: records under a shadow name, and what failover tests make fail. */
export const WRITING = ["shadow-records.ts", "inject/"];

/** Everything in the sources that call AWS that a form finds, each once and in order. */
export function namedInSources(form: RegExp, without: readonly string[] = []): string[] {
  const text = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !without.some((each) => file.startsWith(each)))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("");
  return [...new Set([...text.matchAll(form)].map(([, name = ""]) => name))].sort();
}

/** The commands of the official clients that are sent. */
export function sentCommands(without: readonly string[] = []): string[] {
  return namedInSources(/new ([A-Z]\w+)Command\(/g, without);
}
