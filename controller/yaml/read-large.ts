import type { z } from "zod";
import type { Fault, FieldFault } from "./fault.ts";
import { faultsOfIssues } from "./faults-of-issues.ts";
import { readYaml } from "./read-yaml.ts";

/** Something wrong with a field, with its place where that could be made out. */
export type LooseFault = FieldFault & Partial<Pick<Fault, "line" | "column">>;

/** A second or two of reading as YAML, which alone tells lines. */
const MOST_YAML_CHARACTERS = 2_000_000;

/**
 * Reads a value of a shape from a text that may be very large where it is JSON, which is read fifty times
 * as fast as YAML. Of a large text faults have no lines.
 */
export function readLarge<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
): { ok: true; value: z.infer<Shape> } | { ok: false; faults: readonly LooseFault[] } {
  const json = parsedJson(text);
  const isSmall = text.length <= MOST_YAML_CHARACTERS;
  if ("value" in json) {
    const parsed = shape.safeParse(json.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    if (!isSmall)
      return { ok: false, faults: faultsOfIssues(parsed.error.issues, shape, json.value) };
  } else if (!isSmall) return { ok: false, faults: [{ path: [], message: json.why }] };
  return readYaml(text, shape, { mostCharacters: MOST_YAML_CHARACTERS });
}

function parsedJson(text: string): { value: unknown } | { why: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const most = MOST_YAML_CHARACTERS / 1_000_000;
    const told = error instanceof Error ? error.message : String(error);
    return {
      why: `is larger than ${most} million characters and no JSON (${told}); write so large a file as JSON`,
    };
  }
}
