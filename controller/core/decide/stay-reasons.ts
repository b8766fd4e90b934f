import type { Reason } from "../../contract/advised-design.ts";
import { countedText } from "../wording/count.ts";
import { differenceText, latencyText } from "../wording/latency.ts";
import { usdText } from "../wording/money.ts";
import { type Change, reasonsToStay, STAY_RULES, type StayReason } from "./stay.ts";

/** What keeps the design in use, in words with numbers. */
export function stayReasons(change: Change): Reason[] {
  return reasonsToStay(change).map((code) => ({ code, text: TEXTS[code](change) }));
}

const TEXTS: Record<StayReason, (change: Change) => string> = {
  gain_below_threshold: (change) =>
    `users would gain ${gainText(change)}, ${latencyText(change.thresholdUs)} is the least worth a change`,
  gain_not_certain: (change) => `the gain of ${gainText(change)} may be none`,
  not_confirmed_yet: ({ inARow }) =>
    `it has come out best for ${countedText(inARow, "day")} so far, and a change takes ${STAY_RULES.inARow}`,
  changed_lately: ({ daysSinceLastChange }) =>
    `the last change is ${(daysSinceLastChange ?? 0).toFixed(1)} days ago, ${STAY_RULES.dwellDays} are kept between two`,
  switch_does_not_pay: ({ switchCostUsd, savedUsdPerMonth }) =>
    `changing costs ${usdText(switchCostUsd ?? 0)} USD once and saves ${usdText(savedUsdPerMonth ?? 0)} USD a month: not back within ${STAY_RULES.mostPaybackMonths} months`,
};

function gainText({ gainUs, gainLowUs }: Change): string {
  const highUs = 2 * gainUs - gainLowUs;
  return differenceText({ us: gainUs, lowUs: gainLowUs, highUs });
}
