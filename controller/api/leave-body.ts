import type { FastifySchemaCompiler } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import type { z } from "zod";

/** Bodies stay texts until they are read by what knows lines and columns; the rest is checked as ever. */
export const leaveBody: FastifySchemaCompiler<z.ZodType> = (route) =>
  route.httpPart === "body" ? (value) => ({ value }) : validatorCompiler(route);
