import type { Trouble } from "../../contract/trouble.ts";
import type { PressureLimits, StoreLook } from "./store-look.ts";
import { troubleOfLook } from "./trouble-of-look.ts";

/** What the looks so far come to. */
export type Pressure = {
  readonly trouble: Trouble | null;
  /** Since when `trouble` has its code; since the start where there was none yet. */
  readonly sinceMs: number;
  /** How far above its limit the worst figure is, from 1 on. */
  readonly excess: number;
  /** Looks in a row that failed, and that found nothing wrong. */
  readonly failedLooks: number;
  readonly goodLooks: number;
  readonly hasAnswered: boolean;
};

/** One slow answer is no outage, and one good look is no recovery. */
const FAILED_LOOKS = 2;
const GOOD_LOOKS = 2;

export function calmPressure(nowMs: number): Pressure {
  return {
    trouble: null,
    sinceMs: nowMs,
    excess: 1,
    failedLooks: 0,
    goodLooks: 0,
    hasAnswered: false,
  };
}

/**
 * Draws the conclusion from one more look. A trouble begins at its limit and ends well below it, after
 * two good looks in a row, so that the answer to probes does not flutter.
 */
export function judgePressure(
  before: Pressure,
  look: StoreLook,
  limits: PressureLimits,
  nowMs: number,
): Pressure {
  const failedLooks = look.kind === "failed" ? before.failedLooks + 1 : 0;
  const hasAnswered = before.hasAnswered || look.kind === "answered";
  const counted = { ...before, failedLooks, hasAnswered };
  if (look.kind === "failed" && hasAnswered && failedLooks < FAILED_LOOKS) return counted;
  // Before the first answer there is nothing to flutter: both ways count at once.
  const found = troubleOfLook(look, limits, before.trouble?.code ?? null);
  if (found !== null) {
    const isSame = before.trouble?.code === found.trouble.code;
    return { ...counted, ...found, goodLooks: 0, sinceMs: isSame ? before.sinceMs : nowMs };
  }
  const goodLooks = before.goodLooks + 1;
  const isEnough = goodLooks >= GOOD_LOOKS || !before.hasAnswered;
  if (before.trouble === null || !isEnough) return { ...counted, goodLooks };
  return { ...counted, goodLooks, trouble: null, excess: 1, sinceMs: nowMs };
}
