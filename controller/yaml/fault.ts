/** Keys and positions in lists, from the root of a file. */
export type FieldPath = readonly PropertyKey[];

/** Something wrong with a field: what, and what to do about it. */
export type FieldFault = {
  readonly path: FieldPath;
  readonly message: string;
  /** It is the name of the field that is wrong, not what stands there. */
  readonly isName?: boolean;
};

/** The same with its place in the text; both count from 1. */
export type Fault = FieldFault & { readonly line: number; readonly column: number };

/** `clientGroups[0].share`; empty for the whole file. */
export function fieldName(path: FieldPath): string {
  return path
    .map((key, at) => {
      if (typeof key === "number") return `[${key}]`;
      return at === 0 ? String(key) : `.${String(key)}`;
    })
    .join("");
}

/** The path of a field's name: what `fieldName` makes a name of. */
export function fieldPath(name: string): FieldPath {
  return [...name.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, at]) =>
    at === undefined ? key : Number(at),
  );
}

/** `line 12, column 5: services[0].label: is missing`. */
export function faultText({ line, column, path, message }: Fault): string {
  const field = path.length === 0 ? "" : `${fieldName(path)}: `;
  return `line ${line}, column ${column}: ${field}${message}`;
}

/** In the order of the text. */
export function byPlace(one: Fault, other: Fault): number {
  return one.line - other.line || one.column - other.column;
}
