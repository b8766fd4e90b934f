import { z } from "zod";

/**
 * The same shape, in which a field that it does not name is a fault, at any depth. What is stored and
 * sent passes over such fields, so that releases get along with each other; what people write does not,
 * so that a misspelt name does not go unnoticed.
 */
export function strictly<Shape extends z.ZodType>(schema: Shape): Shape {
  return strict(schema) as Shape;
}

function strict(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.core.$ZodType>);
    const fields = Object.fromEntries(shape.map(([name, field]) => [name, strict(field)]));
    return schema.clone({ ...schema.def, shape: fields, catchall: z.never() }, KEEP_MEANING);
  }
  if (schema instanceof z.ZodArray) {
    return schema.clone({ ...schema.def, element: strict(schema.element) }, KEEP_MEANING);
  }
  if (schema instanceof z.ZodRecord) {
    return schema.clone({ ...schema.def, valueType: strict(schema.valueType) }, KEEP_MEANING);
  }
  if (schema instanceof z.ZodUnion) {
    return schema.clone({ ...schema.def, options: schema.options.map(strict) }, KEEP_MEANING);
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    const definition = { ...schema.def, innerType: strict(schema.def.innerType) };
    return schema.clone(definition as never, KEEP_MEANING);
  }
  return schema;
}

/** The clone goes on with the description of what it was made of. */
const KEEP_MEANING = { parent: true };
