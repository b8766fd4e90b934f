import { isSame } from "./is-same.ts";

/** A field in which two declarations differ; `undefined` stands for what is not there. */
export type FieldDifference = {
  /** Members of lists by their ids: `endpoints[ireland].url`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
};

/**
 * In what one declaration of a service differs from another, field by field. Members of a list that have
 * ids are compared with those of the same id; other lists as a whole.
 */
export function serviceDifferences(before: unknown, after: unknown): FieldDifference[] {
  return differences("", before, after);
}

function differences(path: string, before: unknown, after: unknown): FieldDifference[] {
  const [had, has] = [membersOf(before), membersOf(after)];
  if (had === null || has === null) return isSame(before, after) ? [] : [{ path, before, after }];
  const names = new Set([...had.keys(), ...has.keys()]);
  const within = [...names].flatMap((name) => {
    const inner = Array.isArray(after) ? `${path}[${name}]` : joined(path, name);
    return differences(inner, had.get(name), has.get(name));
  });
  return [...within, ...reordered(path, had, has, Array.isArray(after))];
}

/** Fields of an object and members of a list by their ids; null for everything else. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    const ids = value.map(idOf);
    const isNamed = ids.length > 0 && ids.every((id) => id !== undefined);
    return isNamed ? new Map(ids.map((id, at) => [id, value[at]])) : null;
  }
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null;
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  return typeof value.id === "string" ? value.id : undefined;
}

/** Members that stayed and stand in another order; the order of fields means nothing. */
function reordered(
  path: string,
  had: ReadonlyMap<string, unknown>,
  has: ReadonlyMap<string, unknown>,
  isList: boolean,
): FieldDifference[] {
  const before = [...had.keys()].filter((name) => has.has(name));
  const after = [...has.keys()].filter((name) => had.has(name));
  return isList && !isSame(before, after) ? [{ path: `${path} in order`, before, after }] : [];
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
