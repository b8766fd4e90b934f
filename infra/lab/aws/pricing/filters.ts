import { z } from "zod";
import { attributeOf } from "./catalogue.ts";
import type { Product } from "./product.ts";

const FilterInput = z.object({
  Type: z.enum(["TERM_MATCH", "EQUALS", "CONTAINS", "ANY_OF", "NONE_OF"]),
  Field: z.string().min(1),
  Value: z.string().min(1),
});

/** Filters of GetProducts; a product has to pass all of them. */
export const Filters = z.array(FilterInput).max(50).default([]);

export type Filter = z.infer<typeof FilterInput>;

/** Whether a product passes. One that has no such attribute passes NONE_OF alone. */
export function passes(
  product: Product,
  { Type: type, Field: field, Value: value }: Filter,
): boolean {
  const own = attributeOf(product, field);
  const listed = () => own !== undefined && value.split(",").includes(own);
  switch (type) {
    case "TERM_MATCH":
    case "EQUALS":
      return own === value;
    case "CONTAINS":
      return own?.includes(value) === true;
    case "ANY_OF":
      return listed();
    case "NONE_OF":
      return !listed();
  }
}
