import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { QueryDialect } from "./query-dialect.ts";
import type { FormPart } from "./query-form.ts";
import { invalidParameter, unknownParameter } from "./query-problems.ts";

type Protocol = QueryDialect["protocol"];

/** Times are RFC 3339 where the shape says nothing else. */
const STRINGS = new FromStringShapeDeserializer({
  httpBindings: false,
  timestampFormat: { useTrait: true, default: 5 },
});

/** What every call says besides its operation's input. */
const OF_THE_PROTOCOL = ["Action", "Version"];

/**
 * The input of an operation out of a form, in the shape of its schema. Throws ServiceProblem that
 * names the parameter; EC2 takes no parameter that it does not know, the other services pass it over.
 */
export function readQueryInput(
  schema: NormalizedSchema,
  form: FormPart,
  protocol: Protocol,
): Record<string, unknown> {
  const parts = new Map(form.parts);
  for (const name of OF_THE_PROTOCOL) parts.delete(name);
  if (!schema.isStructSchema()) return {};
  return structOf(schema, { text: undefined, parts }, protocol, "");
}

function readPart(
  schema: NormalizedSchema,
  part: FormPart,
  protocol: Protocol,
  name: string,
): unknown {
  if (schema.isStructSchema()) return structOf(schema, part, protocol, name);
  if (schema.isListSchema()) return listOf(schema, part, protocol, name);
  if (schema.isMapSchema()) return mapOf(schema, part, protocol, name);
  return scalarOf(schema, part.text, protocol, name);
}

function structOf(
  schema: NormalizedSchema,
  { parts }: FormPart,
  protocol: Protocol,
  name: string,
): Record<string, unknown> {
  const unread = new Set(parts.keys());
  const found: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const key = keyOf(member, memberSchema, protocol);
    unread.delete(key);
    const part = parts.get(key);
    if (part === undefined) continue;
    found[member] = readPart(memberSchema, part, protocol, under(name, key));
  }
  const [first] = unread;
  if (first !== undefined && protocol === "ec2") throw unknownParameter(under(name, first));
  return found;
}

/** Members are numbered; their order is that of the numbers, which may have gaps. */
function listOf(
  schema: NormalizedSchema,
  part: FormPart,
  protocol: Protocol,
  name: string,
): unknown[] {
  const member = schema.getValueSchema();
  const isFlat = protocol === "ec2" || schema.getMergedTraits().xmlFlattened !== undefined;
  const step = isFlat ? undefined : (member.getMergedTraits().xmlName ?? "member");
  const numbered = step === undefined ? part : part.parts.get(step);
  return numberedParts(numbered, name, protocol).map(([number, each]) =>
    readPart(member, each, protocol, under(under(name, step), number)),
  );
}

function mapOf(
  schema: NormalizedSchema,
  part: FormPart,
  protocol: Protocol,
  name: string,
): Record<string, unknown> {
  const isFlat = schema.getMergedTraits().xmlFlattened !== undefined;
  const entries = isFlat ? part : part.parts.get("entry");
  const [keySchema, valueSchema] = [schema.getKeySchema(), schema.getValueSchema()];
  const keyName = keySchema.getMergedTraits().xmlName ?? "key";
  const valueName = valueSchema.getMergedTraits().xmlName ?? "value";
  return Object.fromEntries(
    numberedParts(entries, name, protocol).flatMap(([number, { parts }]) => {
      const [key, value] = [parts.get(keyName)?.text, parts.get(valueName)];
      if (key === undefined || value === undefined) return [];
      return [[key, readPart(valueSchema, value, protocol, under(name, number))]];
    }),
  );
}

function numberedParts(
  part: FormPart | undefined,
  name: string,
  protocol: Protocol,
): [string, FormPart][] {
  const all = [...(part?.parts ?? [])];
  const wrong = all.find(([number]) => !/^\d+$/.test(number));
  if (wrong !== undefined) {
    throw invalidParameter(protocol, under(name, wrong[0]), "it is no number of a list's member");
  }
  return all.sort(([one], [other]) => Number(one) - Number(other));
}

function scalarOf(
  schema: NormalizedSchema,
  text: string | undefined,
  protocol: Protocol,
  name: string,
): unknown {
  if (text === undefined) throw invalidParameter(protocol, name, "it has no value of its own");
  if (schema.isBooleanSchema()) {
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
    throw invalidParameter(protocol, name, `'${text}' is neither true nor false`);
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() !== "" && Number.isFinite(number)) return number;
    throw invalidParameter(protocol, name, `'${text}' is no number`);
  }
  try {
    return STRINGS.read(schema, text);
  } catch {
    throw invalidParameter(protocol, name, `'${text}' cannot be read`);
  }
}

/** The name of a member in a form. EC2's begin with a capital. */
function keyOf(member: string, schema: NormalizedSchema, protocol: Protocol): string {
  const { ec2QueryName, xmlName } = schema.getMergedTraits();
  if (protocol === "query") return xmlName ?? member;
  if (typeof ec2QueryName === "string") return ec2QueryName;
  const name = xmlName ?? member;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function under(name: string, step: string | undefined): string {
  if (step === undefined) return name;
  return name === "" ? step : `${name}.${step}`;
}
