/** Why the controller cannot start, in a sentence, and what to do about it. */
export class ControllerProblem extends Error {
  override readonly name = "ControllerProblem";
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}
