import { HOUR_MS, hourOf } from "./hour.ts";
import type { Keep } from "./keep.ts";
import { ROLL_UP_AFTER_MS } from "./roll-up-due.ts";
import { ceilTo, FIVE_MINUTES_MS, floorTo, TIERS, type Tier } from "./tier.ts";

/** A window of time, and the length of the steps that its sums are wanted for; null for one sum. */
export type ReadWindow = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number | null;
};

/** Neighbouring buckets under one key: those from `fromCell` up to the one before `toCell`. */
export type Segment = {
  readonly tier: Tier;
  readonly spanStartMs: number;
  readonly fromCell: number;
  readonly toCell: number;
};

/** Whether the buckets of an hour that ends within the retention are still there. */
const isKept = (hourMs: number, keepMs: number, nowMs: number) => hourMs + HOUR_MS + keepMs > nowMs;

/**
 * The window in the finest detail that is left of its beginning: its ends and its steps are widened to
 * whole buckets of that length. Nothing older than hours are kept is looked for.
 */
export function fitWindow(
  { fromMs, toMs, stepMs }: ReadWindow,
  keep: Keep,
  nowMs: number,
): ReadWindow {
  const earliestMs = Math.max(fromMs, nowMs - keep.hoursMs);
  const hourMs = hourOf(earliestMs);
  const tier = finestKept(hourMs, keep, nowMs);
  const { cellMs } = TIERS[tier];
  return {
    fromMs: floorTo(earliestMs, cellMs),
    toMs,
    stepMs: stepMs === null ? null : ceilTo(stepMs, cellMs),
  };
}

function finestKept(hourMs: number, keep: Keep, nowMs: number): Tier {
  if (isKept(hourMs, keep.minutesMs, nowMs)) return "minute";
  return isKept(hourMs, keep.fiveMinutesMs, nowMs) ? "fiveMinutes" : "hour";
}

/** Whether an hour is too young to have been rolled up, whatever else is known of it. */
export function isYoung(hourMs: number, nowMs: number): boolean {
  return hourMs + ROLL_UP_AFTER_MS > nowMs;
}

/**
 * Which buckets make up a fitted window, oldest first: always the longest ones that fit the steps and
 * lie wholly in the window, and minutes where an hour is not rolled up, at ends that cut an hour, or for
 * short steps. Where the minutes at an end are gone, the bucket that the end cuts is taken whole.
 *
 * @param isDue whether an hour has something that its roll-up lacks
 */
export function planRead(
  window: ReadWindow,
  keep: Keep,
  nowMs: number,
  isDue: (hourMs: number) => boolean,
): Segment[] {
  const segments: Segment[] = [];
  if (window.fromMs >= window.toMs) return segments;
  for (let hourMs = hourOf(window.fromMs); hourMs < window.toMs; hourMs += HOUR_MS) {
    const fromMs = Math.max(hourMs, window.fromMs);
    const toMs = Math.min(hourMs + HOUR_MS, window.toMs);
    const finest = finestKept(hourMs, keep, nowMs);
    const isUnrolled = isYoung(hourMs, nowMs) || isDue(hourMs);
    const coarsest = isUnrolled && finest === "minute" ? "minute" : "hour";
    for (const range of splitHour({ fromMs, toMs, stepMs: window.stepMs }, finest, coarsest))
      append(segments, range);
  }
  return segments;
}

type Range = { readonly tier: Tier; readonly fromMs: number; readonly toMs: number };

function splitHour(part: ReadWindow, finest: Tier, coarsest: "minute" | "hour"): Range[] {
  const { fromMs, toMs, stepMs } = part;
  const fits = (lengthMs: number) => stepMs === null || stepMs % lengthMs === 0;
  const whole = { fromMs, toMs };
  if (coarsest === "minute") return [{ tier: "minute", ...whole }];
  const isWholeHour = toMs - fromMs === HOUR_MS;
  if (finest === "hour" || (isWholeHour && fits(HOUR_MS))) return [{ tier: "hour", ...whole }];
  if (finest === "fiveMinutes") return [{ tier: "fiveMinutes", ...whole }];
  const innerFromMs = ceilTo(fromMs, FIVE_MINUTES_MS);
  const innerToMs = floorTo(toMs, FIVE_MINUTES_MS);
  if (!fits(FIVE_MINUTES_MS) || innerFromMs >= innerToMs) return [{ tier: "minute", ...whole }];
  const ranges: Range[] = [
    { tier: "minute", fromMs, toMs: innerFromMs },
    { tier: "fiveMinutes", fromMs: innerFromMs, toMs: innerToMs },
    { tier: "minute", fromMs: innerToMs, toMs },
  ];
  return ranges.filter((range) => range.fromMs < range.toMs);
}

/** Adds a range, in one with the segment before where it goes on under the same key. */
function append(segments: Segment[], { tier, fromMs, toMs }: Range): void {
  const { cellMs, spanMs } = TIERS[tier];
  const spanStartMs = floorTo(fromMs, spanMs);
  const fromCell = Math.floor((fromMs - spanStartMs) / cellMs);
  const toCell = Math.ceil((toMs - spanStartMs) / cellMs);
  const last = segments.at(-1);
  const goesOn =
    last?.tier === tier && last.spanStartMs === spanStartMs && last.toCell === fromCell;
  if (goesOn) segments[segments.length - 1] = { ...last, toCell };
  else segments.push({ tier, spanStartMs, fromCell, toCell });
}
