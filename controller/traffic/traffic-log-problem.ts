/** A log that cannot be used: what is wrong with it, and what to do about it. */
export class TrafficLogProblem extends Error {
  override readonly name = "TrafficLogProblem";
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}
