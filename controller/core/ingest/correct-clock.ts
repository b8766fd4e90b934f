import type { Batch } from "../../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";

/** An offset that was measured longer ago than this says little about the clock of now. */
const OLDEST_OFFSET_S = 3_600;

/** By how much the times of a batch are corrected: the offset that its probe reports, if lately measured. */
export function trustedOffsetMs({ health }: Pick<Batch, "health">): number {
  const { clockOffsetMs = 0, clockAgeS = Number.POSITIVE_INFINITY } = health;
  return clockAgeS > OLDEST_OFFSET_S ? 0 : Math.round(clockOffsetMs);
}

/**
 * A batch with its times by the controller's clock, as far as the probe knows how far its own is off.
 * Minutes move by whole minutes, so a clock that is off by less than half a minute leaves them where they
 * are; the newest attempts move exactly. The same batch always comes out the same, however often it is
 * sent: the offset is a part of it.
 */
export function correctClock(batch: Batch): Batch {
  const offsetMs = trustedOffsetMs(batch);
  if (offsetMs === 0) return batch;
  const minutesMs = Math.sign(offsetMs) * Math.round(Math.abs(offsetMs) / MINUTE_MS) * MINUTE_MS;
  return {
    ...batch,
    contributions: batch.contributions.map((contribution) => ({
      ...contribution,
      minuteMs: contribution.minuteMs + minutesMs,
      lastAtMs: contribution.lastAtMs + offsetMs,
    })),
  };
}
