import { ServiceProblem } from "../service-problem.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function invalidValue(message: string): ServiceProblem {
  return new ServiceProblem("InvalidParameterValue", message);
}

/** Two parameters that exclude each other. */
export function invalidCombination(one: string, other: string): ServiceProblem {
  return new ServiceProblem(
    "InvalidParameterCombination",
    `The parameter ${one} cannot be used with the parameter ${other}`,
  );
}

/** What a call says that was only to be tried: it would have gone through. */
export function dryRun(): ServiceProblem {
  const message = "Request would have succeeded, but DryRun flag is set.";
  return new ServiceProblem("DryRunOperation", message, 412);
}
