/** Why a dead man's timer cannot be started, told or ended, in a sentence, and what to do about it. */
export class GuardProblem extends Error {
  override readonly name = "GuardProblem";
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}

/** An error in one line, with its mend where it has one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const mend = "mend" in error && typeof error.mend === "string" ? ` ${error.mend}` : "";
  return `${error.message}${mend}`.replace(/\s+/g, " ");
}
