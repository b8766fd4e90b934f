import { countText, percentText, THIN } from "./number-text.ts";

/** Classes of loss: none, to 1 %, to 5 %, to 20 %, below 100 %, everything. */
export const LOSS_CLASSES = ["0", "≤1", "≤5", "≤20", "<100", "100"] as const;

/** Index into LOSS_CLASSES, from counts, so that it is the same at every zoom. Null when nothing was sent. */
export function lossClass(lost: number, sent: number): number | null {
  if (sent === 0) return null;
  if (lost === 0) return 0;
  if (lost >= sent) return 5;
  const percent = (lost / sent) * 100;
  if (percent <= 1) return 1;
  if (percent <= 5) return 2;
  return percent <= 20 ? 3 : 4;
}

/** Share lost, or a dash where nothing was sent: nothing sent is not nothing lost. */
export function lossText(lost: number, sent: number): string {
  return sent === 0 ? "—" : percentText(Math.min(1, lost / sent));
}

/** Below this a bound is rounded up: "at most less than" would be no sentence. */
const SMALLEST_BOUND = 0.001;

/**
 * What the loss may be although none of so many was lost: with 95 % confidence at most 3 in the number
 * sent, the rule of three (Hanley and Lippman-Hand, JAMA 1983).
 */
export function lossBoundText(sent: number): string {
  return percentText(Math.min(1, Math.max(3 / sent, SMALLEST_BOUND)));
}

/** Loss with its counts, or with its bound where none was lost. */
export function lossDetail(lost: number, sent: number): string {
  if (sent === 0) return "nothing was sent";
  const counts = `${countText(lost)} of ${countText(sent)}`;
  if (lost > 0) return `${lossText(lost, sent)} (${counts})`;
  return `0${THIN}% (${counts}; at most ${lossBoundText(sent)} with 95${THIN}% confidence)`;
}
