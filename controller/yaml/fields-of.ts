import { z } from "zod";
import type { FieldPath } from "./fault.ts";

/** What a shape says of the field at a path. */
type Field = { readonly names: readonly string[]; readonly description: string | undefined };

/** Names of the fields that a shape has at a path, and what it says of what stands there. */
export function fieldAt(schema: z.core.$ZodType, path: FieldPath): Field {
  let schemas = [schema];
  for (const key of path) schemas = schemas.flatMap((each) => inner(each, key));
  const names = new Set(schemas.flatMap(namesOf));
  return { names: [...names], description: schemas.map(descriptionOf).find(Boolean) };
}

function inner(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  return unwrapped(schema).flatMap((each) => {
    if (each instanceof z.ZodObject) {
      const field = (each.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[key];
      return field === undefined ? [] : [field];
    }
    if (each instanceof z.ZodArray) return [each.element];
    return each instanceof z.ZodRecord ? [each.valueType] : [];
  });
}

function namesOf(schema: z.core.$ZodType): string[] {
  return unwrapped(schema).flatMap((each) =>
    each instanceof z.ZodObject ? Object.keys(each.shape) : [],
  );
}

/** What is inside of optional and the like; of a union each choice. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrapped);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrapped(schema.def.innerType);
  }
  return [schema];
}

function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return schema instanceof z.ZodType ? schema.description : undefined;
}
