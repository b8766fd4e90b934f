import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema } from "@smithy/types";
import { type ProblemDetails, ServiceProblem } from "./service-problem.ts";

/** An error of a service's own model, by the schema that its official client carries. */
export function modelledProblem(
  schema: StaticErrorSchema,
  message: string,
  details?: ProblemDetails,
): ServiceProblem {
  const { httpError, error } = NormalizedSchema.of(schema).getMergedTraits();
  const usual = error === "server" ? 500 : 400;
  const status = typeof httpError === "number" ? httpError : usual;
  return new ServiceProblem(schema[2], message, status, details);
}
