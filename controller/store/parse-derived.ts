import type { z } from "zod";

/**
 * Something that was kept and can be made anew. Null where it has not the shape of today, as what an
 * earlier release kept: to fail at it would keep it from ever being replaced.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function parseDerived<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
): z.infer<Shape> | null {
  const { success, data } = shape.safeParse(JSON.parse(text));
  return success ? data : null;
}
