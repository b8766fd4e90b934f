import type { z } from "zod";
import { type Fault, fieldName } from "../../yaml/fault.ts";
import type { OpenText } from "../../yaml/open-text.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import { CliError } from "../cli-error.ts";
import { readTextFile } from "../read-text-file.ts";

/** A service file that was read. */
export type OpenedFile<T> = {
  /** As the person named it. */
  readonly name: string;
  readonly text: string;
  readonly file: T;
  readonly opened: OpenText;
};

/**
 * Reads a file of a shape: one of a service, unless `faulty` says what else it is.
 *
 * @throws CliError with every fault, its line and column
 */
export function openServiceFile<Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  faulty: (name: string, faults: readonly Fault[]) => CliError = faultyFile,
): OpenedFile<z.infer<Shape>> {
  const text = readTextFile(name);
  const read = readYaml(text, shape);
  if (!read.ok) throw faulty(name, read.faults);
  return { name, text, file: read.value, opened: read.opened };
}

const SERVICE_FILE = {
  code: "invalid_service",
  mend: "correct what is named; isochrone service schema describes every field",
};

/** All that is wrong with a file, as one error. */
export function faultyFile(
  name: string,
  faults: readonly Fault[],
  what: { readonly code: string; readonly mend: string } = SERVICE_FILE,
): CliError {
  return new CliError({
    ...what,
    message: `${name} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    fields: faults.map(({ path, message, line, column }) => ({
      path: fieldName(path),
      message,
      line,
      column,
      file: name,
    })),
  });
}
