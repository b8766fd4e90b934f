import type { z } from "zod";
import type { ReadError } from "../../contract/inventory-part.ts";

/**
 * Takes over what has the agreed shape and counts what has not: AWS adds values now and then, and one
 * record with a new one must not cost all others.
 */
export type Misfits = {
  take<Shape extends z.ZodType>(shape: Shape, value: unknown, name: string): z.infer<Shape>[];
  /** Null where everything was understood. */
  error(what: string): ReadError | undefined;
};

export function misfits(): Misfits {
  let taken = 0;
  const refused: string[] = [];
  return {
    take(shape, value, name) {
      const parsed = shape.safeParse(value);
      if (parsed.success) {
        taken += 1;
        return [parsed.data];
      }
      const [issue] = parsed.error.issues;
      refused.push(`${name}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim());
      return [];
    },
    error(what) {
      const [first] = refused;
      if (first === undefined) return undefined;
      return {
        kind: "other",
        code: "UnknownShape",
        message: `${refused.length} of ${taken + refused.length} ${what} are of a form that is not known here, the first: ${first}`,
        mend: "Look at them in the AWS console; a newer release of Isochrone may know their form.",
      };
    },
  };
}
