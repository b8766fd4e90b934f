import type { Problem } from "../contract/problem.ts";
import type { Trouble } from "../contract/trouble.ts";

/** A request that is not answered with success, for a reason that the caller is told. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly mend: string;
  readonly fields: Problem["fields"];

  constructor(
    status: number,
    problem: Pick<Problem, "code" | "message" | "mend"> & { fields?: Problem["fields"] },
    options?: ErrorOptions,
  ) {
    super(problem.message, options);
    this.status = status;
    this.code = problem.code;
    this.mend = problem.mend;
    this.fields = problem.fields ?? [];
  }
}

/** The controller's own trouble as an answer. */
export function troubleProblem({ code, sentence, mend }: Trouble): ApiProblem {
  return new ApiProblem(503, { code, message: sentence, mend });
}
