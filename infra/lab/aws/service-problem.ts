/** What an AWS service answers instead of a result: an error code, a sentence and an HTTP status. */
export class ServiceProblem extends Error {
  override readonly name = "ServiceProblem";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
