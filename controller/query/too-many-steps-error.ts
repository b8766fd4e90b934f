const MINUTE_MS = 60_000;

/** A window was asked for in more steps than an answer may have. */
export class TooManyStepsError extends Error {
  override readonly name = "TooManyStepsError";
  /** The shortest step that would do, in whole minutes. */
  readonly leastStepMs: number;

  constructor(steps: number, limit: number, windowMs: number) {
    super(`the window has ${steps} steps, ${limit} are the most`);
    this.leastStepMs = Math.ceil(windowMs / limit / MINUTE_MS) * MINUTE_MS;
  }
}
