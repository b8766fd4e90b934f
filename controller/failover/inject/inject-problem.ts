/** Why something cannot be made to fail, or be put back, in a sentence, and what to do about it. */
export class InjectProblem extends Error {
  override readonly name = "InjectProblem";
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}
