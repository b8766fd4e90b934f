import { ApiProblem } from "./api-problem.ts";

/** Refuses what needs a controller that was told of AWS, while none is. */
export function awsNotSetUp(
  { mend }: { readonly mend: string | null },
  what = "which AWS accounts to read",
): ApiProblem {
  return new ApiProblem(409, {
    code: "aws_not_set_up",
    message: `No controller that runs was told ${what}.`,
    mend: mend ?? "",
  });
}
