/** What a figure must keep to; null at an end without a bound. */
export interface Goal {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** What an experiment found. A figure without a goal is there to compare with. */
export interface Row {
  readonly experiment: string;
  readonly what: string;
  readonly figure: number;
  /** "" for plain numbers; "%" is for shares, which figures have from 0 to 1. */
  readonly unit: "" | "%" | "ms" | "USD";
  readonly goal: Goal | null;
  /** So many independent worlds, groups or runs. */
  readonly trials: number;
}

export const atMost = (bound: number): Goal => ({ atLeast: null, atMost: bound });
export const atLeast = (bound: number): Goal => ({ atLeast: bound, atMost: null });
export const within = (low: number, high: number): Goal => ({ atLeast: low, atMost: high });

/** Whether a row keeps to its goal; true without one. What could not be worked out keeps to none. */
export function isHeld({ figure, goal }: Row): boolean {
  if (goal === null) return true;
  return figure >= (goal.atLeast ?? -Infinity) && figure <= (goal.atMost ?? Infinity);
}
