import { readFileSync } from "node:fs";
import { CliError } from "./cli-error.ts";

/**
 * The text of a file that a person named.
 *
 * @throws CliError where it cannot be read
 */
export function readTextFile(name: string): string {
  try {
    return readFileSync(name, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder" }[code] ?? code;
    const message = `${name} cannot be read: ${why}`;
    const mend = "name a file in YAML or JSON";
    throw new CliError({ code: "unreadable_file", message, mend }, { cause });
  }
}
