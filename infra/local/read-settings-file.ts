import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { faultText } from "../../controller/yaml/fault.ts";
import { readYaml } from "../../controller/yaml/read-yaml.ts";
import { LocalProblem, reasonOf } from "./local-problem.ts";

const FAULTS_SHOWN = 8;

/** A file that people write, as its problems call it. */
export interface SettingsFile<Shape extends z.ZodType> {
  shape: Shape;
  /** `estate`: "The estate file cannot be read". */
  name: string;
  /** `an estate`: "does not describe an estate". */
  what: string;
  /** The option that names it. */
  option: string;
  /** Larger ones are refused; a million where left out. */
  mostCharacters?: number;
}

/**
 * Reads a YAML or JSON file (JSON is YAML).
 *
 * @throws LocalProblem that names each field at fault, with its line and column.
 */
export async function readSettingsFile<Shape extends z.ZodType>(
  path: string,
  { shape, name, what, option, ...limits }: SettingsFile<Shape>,
): Promise<z.infer<Shape>> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new LocalProblem(
      `The ${name} file cannot be read: ${reasonOf(error)}`,
      `Correct the path after ${option}.`,
      { cause: error },
    );
  });
  const read = readYaml(text, shape, limits);
  if (read.ok) return read.value;
  const more = read.faults.length - FAULTS_SHOWN;
  throw new LocalProblem(
    [
      `${path} does not describe ${what}:`,
      ...read.faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${faultText(fault)}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join("\n"),
    "Correct these fields and start again.",
  );
}
