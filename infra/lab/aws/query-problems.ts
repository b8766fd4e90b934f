import type { QueryDialect } from "./query-dialect.ts";
import { ServiceProblem } from "./service-problem.ts";

/** A parameter whose value cannot be read. @param name as it stood in the form. */
export function invalidParameter(
  protocol: QueryDialect["protocol"],
  name: string,
  reason: string,
): ServiceProblem {
  return protocol === "ec2"
    ? new ServiceProblem("InvalidParameterValue", `Invalid value for parameter ${name}: ${reason}`)
    : validationError(`Value for parameter ${name} is invalid: ${reason}`);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function unknownParameter(name: string): ServiceProblem {
  return new ServiceProblem("UnknownParameter", `The parameter ${name} is not recognized`);
}

/** How STS and Elastic Load Balancing refuse what their model does not allow. */
export function validationError(message: string): ServiceProblem {
  return new ServiceProblem("ValidationError", message);
}
