import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema } from "@smithy/types";
import { ServiceProblem } from "./service-problem.ts";

/** An error of a service's own model, by the schema that its official client carries. */
export function modelledProblem(schema: StaticErrorSchema, message: string): ServiceProblem {
  const { httpError, error } = NormalizedSchema.of(schema).getMergedTraits();
  const usual = error === "server" ? 500 : 400;
  return new ServiceProblem(schema[2], message, typeof httpError === "number" ? httpError : usual);
}
