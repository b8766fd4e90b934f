import type { z } from "zod";
import { invalidArgument } from "./problems.ts";

/** A request's input with its defaults. Throws InvalidArgumentException that names the field. */
export function checked<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  throw invalidArgument(`${field === "" ? "The request" : field}: ${issue?.message ?? "is wrong"}`);
}
