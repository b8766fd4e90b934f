import type { LaneStretch } from "../../contract/failover/failover-timeline.ts";

/** How many probes of a stretch were sent in a time (epoch microseconds), which they were sent evenly over. */
export function countWithin(
  { count, firstSentUs, lastSentUs }: LaneStretch,
  fromUs: number,
  untilUs: number,
): number {
  if (lastSentUs < fromUs || firstSentUs > untilUs) return 0;
  if (lastSentUs === firstSentUs) return count;
  const sharedUs = Math.min(lastSentUs, untilUs) - Math.max(firstSentUs, fromUs);
  return Math.round((count * sharedUs) / (lastSentUs - firstSentUs));
}
