import type { TimeFigure } from "../../contract/failover/failover-result.ts";
import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";

/**
 * Something that came about after `afterUs`, up to and with `byUs`, epoch microseconds; `byUs` null where
 * it had not when the observation ended.
 */
export type Moment = { readonly afterUs: number; readonly byUs: number | null };

/** How long after the failure it came about; never less than nothing. */
export function since(from: MomentInterval, { afterUs, byUs }: Moment): TimeFigure {
  const lowerMs = Math.max(0, (afterUs - from.byUs) / 1_000);
  if (byUs === null) return { lowerMs, upperMs: null };
  return { lowerMs, upperMs: Math.max(lowerMs, (byUs - from.afterUs) / 1_000) };
}

/** The time from one moment to a later one. Null where it may well not be later. */
export function between(one: Moment | null, later: Moment | null): TimeFigure | null {
  if (one === null || later === null || one.byUs === null) return null;
  const { afterUs, byUs } = later;
  if (byUs !== null && byUs < one.afterUs) return null;
  const lowerMs = Math.max(0, (afterUs - one.byUs) / 1_000);
  return { lowerMs, upperMs: byUs === null ? null : (byUs - one.afterUs) / 1_000 };
}
