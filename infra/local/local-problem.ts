/**
 * Something that people can mend themselves. The command line prints `message` (one sentence: what is
 * wrong) and `mend` (what to do), never a stack trace.
 */
export class LocalProblem extends Error {
  override readonly name = "LocalProblem";
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}

/** The message of whatever was thrown, for use inside a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
