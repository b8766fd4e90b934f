/** A member of an error that lists what is wrong, entry by entry. */
export interface ProblemDetails {
  readonly list: string;
  readonly item: string;
  readonly entries: readonly Readonly<Record<string, string>>[];
}

/** What an AWS service answers instead of a result: an error code, a sentence and an HTTP status. */
export class ServiceProblem extends Error {
  override readonly name = "ServiceProblem";
  readonly code: string;
  readonly status: number;
  readonly details: ProblemDetails | undefined;

  constructor(code: string, message: string, status = 400, details?: ProblemDetails) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
