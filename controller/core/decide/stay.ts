/** What speaks for leaving the design in use, and what has been going on. */
export type Change = {
  /** How much better the challenger is in what decides, in µs, with the bound of its interval. */
  readonly gainUs: number;
  readonly gainLowUs: number;
  readonly thresholdUs: number;
  /** Evaluations in a row, this one with them, that chose the challenger. */
  readonly inARow: number;
  /** Null where nothing was changed yet. */
  readonly daysSinceLastChange: number | null;
  /** Once, in USD, and what is saved each month; null where either is unknown or nothing is saved. */
  readonly switchCostUsd: number | null;
  readonly savedUsdPerMonth: number | null;
  /** Whether the p95 of all users stays about as good. */
  readonly isTailKept: boolean;
  /** The design in use fails what it must do: then nothing is waited for. */
  readonly incumbentFails: boolean;
};

/** What keeps the design in use, stable codes. */
export type StayReason =
  | "gain_below_threshold"
  | "gain_not_certain"
  | "not_confirmed_yet"
  | "changed_lately"
  | "switch_does_not_pay";

export const STAY_RULES = {
  inARow: 3,
  dwellDays: 14,
  mostPaybackMonths: 6,
  leastSavingRatio: 0.05,
  exitRatio: 0.5,
} as const;

/**
 * Reasons to stay with the design in use although another scores better; none means change. Each
 * change costs care and has users move, so a lead has to be worth it, certain, lasting, and not follow
 * close on the last change.
 */
export function reasonsToStay(change: Change): StayReason[] {
  if (change.incumbentFails) return [];
  const { daysSinceLastChange } = change;
  const rules: [StayReason, boolean][] = [
    ["gain_below_threshold", change.gainUs <= change.thresholdUs && !saves(change)],
    ["gain_not_certain", change.gainLowUs <= 0 && !saves(change)],
    ["not_confirmed_yet", change.inARow < STAY_RULES.inARow],
    ["changed_lately", daysSinceLastChange !== null && daysSinceLastChange < STAY_RULES.dwellDays],
    ["switch_does_not_pay", !paysBack(change)],
  ];
  return rules.filter(([, holds]) => holds).map(([reason]) => reason);
}

/**
 * A change for less money needs no gain in time, as long as it loses little: what was changed to for a gain
 * of the threshold is not left again before half of that gain is gone.
 */
function saves({ savedUsdPerMonth, gainLowUs, thresholdUs, isTailKept }: Change): boolean {
  return (
    (savedUsdPerMonth ?? 0) > 0 && gainLowUs >= -STAY_RULES.exitRatio * thresholdUs && isTailKept
  );
}

function paysBack({ switchCostUsd, savedUsdPerMonth, gainUs, thresholdUs }: Change): boolean {
  if (switchCostUsd === null || switchCostUsd === 0) return true;
  // What is bought with time is not weighed in money.
  if (gainUs > thresholdUs && (savedUsdPerMonth ?? 0) <= 0) return true;
  return switchCostUsd < STAY_RULES.mostPaybackMonths * (savedUsdPerMonth ?? 0);
}
