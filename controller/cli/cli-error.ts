/** A failure that the user can mend: what is wrong, and what to do about it. */
export class CliError extends Error {
  readonly code: string;
  readonly mend: string;
  /** Names the request in the controller's log; null where none was answered. */
  readonly requestId: string | null;

  constructor(
    told: { code: string; message: string; mend: string; requestId?: string },
    options?: ErrorOptions,
  ) {
    super(told.message, options);
    this.name = "CliError";
    this.code = told.code;
    this.mend = told.mend;
    this.requestId = told.requestId ?? null;
  }
}
