/** A count with thin spaces between thousands, as screens show it: `12 430`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u2009");
}

/** `1 vantage`, `14 vantages`. */
export function countedText(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/**
 * A share in percent: whole, below 10 % with one decimal. `0 %` and `100 %` are written only where
 * they hold exactly, so that one loss in ten thousand stays visible.
 *
 * @param part not above `whole`
 * @param whole above 0
 */
export function percentText(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  if (part === 0) return "0 %";
  if (part === whole) return "100 %";
  if (percent < 0.05) return "< 0.1 %";
  if (percent < 9.95) return `${percent.toFixed(1)} %`;
  return `${Math.min(99, Math.round(percent))} %`;
}

/** Length of time in the coarsest unit that stays readable: `40 s`, `4 min`, `3 h`, `2.5 days`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${(hours / 24).toFixed(1)} days`;
}

/** `0.04`, `3.5`: never rounded up to a day that is not there. */
export function daysText(days: number): string {
  const floor = Math.floor(days * 100) / 100;
  return days > 0 && floor === 0 ? "< 0.01" : String(floor);
}
