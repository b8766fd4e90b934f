/** A figure of a measurement, and what it may be at most where there is a budget for it. */
export type Figure = {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly budget: number | null;
  /**
   * Cores that other programs kept busy meanwhile; given where the figure is a time on the clock, which
   * they make longer. Processor time and bytes are hardly touched.
   */
  readonly othersCores?: number;
};

/** Above this share of a core, times on the clock are those of a busy machine. */
const BUSY_CORES = 0.15;

export function isDisturbed({ othersCores = 0 }: Figure): boolean {
  return othersCores > BUSY_CORES;
}

/** Three digits, and not as a power of ten. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-GB");
  return String(Number(value.toPrecision(3)));
}

/**
 * "held", or by how much it was not. Undecided is what took too long while others had the processors: a
 * quiet machine may hold it.
 */
export function verdictOf(each: Figure): string {
  const { figure, budget } = each;
  if (budget === null) return "";
  if (Number.isNaN(figure)) return "not measured";
  const busy = isDisturbed(each) ? ", on a busy machine" : "";
  if (figure <= budget) return `held${busy}`;
  const verdict = busy === "" ? "not held" : "undecided";
  const by = budget === 0 ? "" : `: ${figureText(figure / budget)} times the budget`;
  return `${verdict}${by}${busy}`;
}
