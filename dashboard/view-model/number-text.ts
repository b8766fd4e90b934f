/** Narrow no-break space: groups digits and stands between a number and its unit on screen. */
export const THIN = "\u202f";
const MINUS = "\u2212";

/** Integer with thin spaces between groups of three: `12 430`. */
export function countText(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, THIN);
}

/**
 * A latency as a table shows it, without its unit as long as that is milliseconds: one decimal below
 * 10 ms, none up to 9,999 ms, then seconds with their unit. Never `0`: what was measured took time.
 * @param us microseconds, not negative
 */
export function latencyNumber(us: number): string {
  const tenths = Math.round(us / 100) / 10;
  if (tenths < 0.1) return "<0.1";
  if (tenths < 10) return tenths.toFixed(1);
  const ms = Math.round(us / 1_000);
  return ms < 10_000 ? ms.toString() : `${(us / 1_000_000).toFixed(1)}${THIN}s`;
}

/** The same with its unit always: `84 ms`, `12.3 s`. */
export function latencyText(us: number): string {
  const text = latencyNumber(us);
  return text.endsWith("s") ? text : `${text}${THIN}ms`;
}

/** Milliseconds with three decimals, for details and data. */
export function exactLatencyText(us: number): string {
  return `${(us / 1_000).toFixed(3)}${THIN}ms`;
}

/** A difference of latencies; the sign always stands there. */
export function differenceText(us: number): string {
  const size = latencyText(Math.abs(us));
  if (us === 0) return `0${THIN}ms`;
  return `${us > 0 ? "+" : MINUS}${size}`;
}

/** US dollars without their sign: cents below 100, whole ones with thin spaces from there on. */
export function usdText(usd: number): string {
  return usd < 100 ? usd.toFixed(2) : countText(usd);
}

/** A ratio as integer percent, one decimal below 10 %. Neither 0 % nor 100 % unless it is exactly that. */
export function percentText(ratio: number): string {
  if (ratio === 0) return `0${THIN}%`;
  if (ratio === 1) return `100${THIN}%`;
  const percent = ratio * 100;
  if (percent < 0.1) return `<0.1${THIN}%`;
  if (percent >= 99.5) return `>99${THIN}%`;
  const tenths = Math.round(percent * 10) / 10;
  return tenths < 10 ? `${tenths.toFixed(1)}${THIN}%` : `${Math.round(percent)}${THIN}%`;
}
