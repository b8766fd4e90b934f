/** A field of a file that people write. */
export type SchemaField = {
  /** `clientGroups[].share`; `pinned.*` for names of one's own. */
  readonly path: string;
  /** What stands there. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly meaning: string;
};

/** What of JSON Schema describes fields. */
type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

/** What AWS has, as an inventory shows it: described with the API, too much for people to write by hand. */
const AS_READ: ReadonlySet<string> = new Set(["incumbent.design"]);

/**
 * Every field of a schema, in its order, those within below those that they are in.
 *
 * @param asRead paths of fields of which nothing within is told
 */
export function schemaFields(schema: Schema, asRead = AS_READ): SchemaField[] {
  return fieldsOf(schema, "", asRead);
}

/** The fields as a table in Markdown; what may be left out is in italics. */
export function fieldTable(fields: readonly SchemaField[]): string[] {
  const rows = fields.map(({ path, type, isRequired, meaning }) => {
    const name = isRequired ? `\`${path}\`` : `*\`${path}\`*`;
    return `| ${[name, type, meaning].map(escaped).join(" | ")} |`;
  });
  return ["| field | value | meaning |", "|---|---|---|", ...rows];
}

function fieldsOf(
  { properties = {}, required = [] }: Schema,
  above: string,
  asRead: ReadonlySet<string>,
): SchemaField[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${above}${name}`;
    const type = typeText(field);
    const isRequired = required.includes(name);
    const own = { path, type, isRequired, meaning: field.description ?? "" };
    return asRead.has(path) ? [own] : [own, ...within(field, path, asRead)];
  });
}

function within(
  { items, ...field }: Schema,
  path: string,
  asRead: ReadonlySet<string>,
): SchemaField[] {
  return items === undefined
    ? fieldsOf(field, `${path}.`, asRead)
    : fieldsOf(items, `${path}[].`, asRead);
}

function typeText(schema: Schema): string {
  const value = schema.default;
  const isShown = value !== undefined && typeof value !== "object";
  return `${kindText(schema)}${isShown ? `; ${String(value)} without it` : ""}`;
}

function kindText({ type, items, additionalProperties, ...schema }: Schema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(String).join(", ");
  if (schema.anyOf !== undefined) {
    return [...new Set(schema.anyOf.map(kindText))].join(" or ");
  }
  if (type === "array") {
    const inner = kindText(items ?? {});
    return inner === "fields" ? "list" : `list of ${inner}`;
  }
  if (typeof additionalProperties === "object") return `${kindText(additionalProperties)} by name`;
  return KINDS[type ?? ""] ?? "fields";
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "true or false",
  object: "fields",
  null: "empty",
};

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
