import type { z } from "zod";
import type { Fault, FieldFault } from "./fault.ts";
import { faultsOfIssues } from "./faults-of-issues.ts";
import { type OpenText, openText } from "./open-text.ts";

/** What was read, and the text that it stands in, for places and edits. */
export type ReadYaml<T> = { ok: true; value: T; opened: OpenText } | { ok: false; faults: Fault[] };

type ReadOptions<T> = {
  /** Finds what the shape cannot see. */
  readonly check?: (value: T) => readonly FieldFault[];
  /** Larger texts are refused. */
  readonly mostCharacters?: number;
};

const MOST_CHARACTERS = 1_000_000;

/**
 * Reads a value of a shape from YAML or JSON, or says all that is wrong with the text: where, in which
 * field, what, and how to mend it.
 */
export function readYaml<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
  { check, mostCharacters = MOST_CHARACTERS }: ReadOptions<z.infer<Shape>> = {},
): ReadYaml<z.infer<Shape>> {
  const read = openText(text, mostCharacters);
  if (!read.ok) return read;
  const { value, place } = read.opened;
  if (value === null || value === undefined) {
    return { ok: false, faults: place([{ path: [], message: "is empty" }]) };
  }
  const parsed = shape.safeParse(value);
  const found = parsed.success
    ? (check?.(parsed.data) ?? [])
    : faultsOfIssues(parsed.error.issues, shape, value);
  if (parsed.success && found.length === 0)
    return { ok: true, value: parsed.data, opened: read.opened };
  return { ok: false, faults: place(found) };
}
