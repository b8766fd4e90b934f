/**
 * A time as people read it: below 10 ms with one decimal, then whole milliseconds, from 10 s on in
 * seconds. Finer digits would be noise.
 *
 * @param us microseconds, not negative
 */
export function latencyText(us: number): string {
  const { figure, unit } = latencyFigure(us);
  return `${figure} ${unit}`;
}

/** The figure of {@link latencyText} and its unit apart. */
function latencyFigure(us: number): { figure: string; unit: "ms" | "s" } {
  if (us >= 9_999_500) return { figure: (us / 1e6).toFixed(1), unit: "s" };
  return { figure: millisecondsText(us), unit: "ms" };
}

/** Milliseconds without a unit, for tables that name it in their header. */
export function millisecondsText(us: number): string {
  return us < 9_950 ? (us / 1_000).toFixed(1) : (us / 1_000).toFixed(0);
}

/** Figure with its sign, always: `+84`, `−1.4`. The minus is U+2212, as wide as the plus. */
export function signedMilliseconds(us: number): string {
  const figure = millisecondsText(Math.abs(us));
  if (us === 0) return figure;
  return `${us < 0 ? "−" : "+"}${figure}`;
}

/**
 * A difference with its interval: `−38 ms (−44 to −31)`.
 *
 * @param difference microseconds; negative means faster
 */
export function differenceText(difference: { us: number; lowUs: number; highUs: number }): string {
  const { us, lowUs, highUs } = difference;
  return `${signedMilliseconds(us)} ms (${signedMilliseconds(lowUs)} to ${signedMilliseconds(highUs)})`;
}
