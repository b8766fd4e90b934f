/** Why a backup or a restore cannot go on, in a sentence, and what to do about it. */
export class BackupProblem extends Error {
  override readonly name = "BackupProblem";
  /** Stable, for programs. */
  readonly code: string;
  readonly mend: string;

  constructor(
    told: { readonly code: string; readonly message: string; readonly mend: string },
    options?: ErrorOptions,
  ) {
    super(told.message, options);
    this.code = told.code;
    this.mend = told.mend;
  }
}
