import * as z from "zod";
import { IDENTIFIER_PATTERN } from "./identifier-pattern.ts";

/**
 * Names of vantages, services and endpoints: lower-case letters, digits and hyphens, as AWS writes
 * its codes (`eu-west-1`, `us-west-2-lax-1a`). They become parts of keys and of addresses in the
 * browser, so nothing else is allowed in them.
 */
export const Identifier = z
  .string()
  .regex(
    IDENTIFIER_PATTERN,
    "use 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit",
  );

export type Identifier = z.infer<typeof Identifier>;
