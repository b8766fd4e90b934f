import { readFileSync } from "node:fs";
import { fieldName } from "../../yaml/fault.ts";
import type { LooseFault } from "../../yaml/read-large.ts";
import { CliError, type CliField } from "../cli-error.ts";

/** So many faults of a file are told; more are mostly the same one again. */
const MOST_FAULTS = 20;

/** All that is wrong with a scenario, as one error. */
export function faultyScenario(name: string, faults: readonly CliField[]): CliError {
  return new CliError({
    code: "invalid_scenario",
    message: `${name} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    mend: "correct what is named; isochrone advise --schema describes every field",
    fields: faults,
  });
}

/** Faults of one file as the command line tells them. */
export function fieldsOf(file: string, faults: readonly LooseFault[]): CliField[] {
  const told = faults.slice(0, MOST_FAULTS).map(({ path, message, line, column }): CliField => {
    const place = line === undefined ? {} : { line };
    return {
      path: fieldName(path),
      message,
      ...place,
      ...(column === undefined ? {} : { column }),
      file,
    };
  });
  const more = faults.length - told.length;
  if (more === 0) return told;
  return [...told, { path: "", message: `and ${more} more like these`, file }];
}

/**
 * The text of a file.
 *
 * @throws CliError where it cannot be read
 */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const why = { ENOENT: "there is no such file or folder", EACCES: "it may not be read" }[code];
    throw new CliError(
      {
        code: "unreadable_file",
        message: `${file} cannot be read: ${why ?? code}`,
        mend: "name a scenario in YAML or JSON, or a folder with scenario.yaml in it",
      },
      { cause },
    );
  }
}
