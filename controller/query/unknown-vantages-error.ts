/** Vantages were asked for that the estate does not name. */
export class UnknownVantagesError extends Error {
  override readonly name = "UnknownVantagesError";
  readonly vantages: readonly string[];

  constructor(vantages: readonly string[]) {
    super(`the estate names no vantage ${vantages.join(", ")}`);
    this.vantages = vantages;
  }
}
