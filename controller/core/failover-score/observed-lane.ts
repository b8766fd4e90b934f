import type { FailoverLane, LaneStretch } from "../../contract/failover/failover-timeline.ts";

/** How often is asked, and how patiently, in microseconds. */
export type Pace = { readonly intervalUs: number; readonly timeoutUs: number };

/** A lane from the failure until the restore, and what surrounds that. */
export type ObservedLane = {
  /** In the order of time, silences told; those before the failure left out. */
  readonly during: readonly LaneStretch[];
  /** The last that is known from before the failure. */
  readonly before: LaneStretch | null;
  /** Who served last before the failure; null where nothing tells. */
  readonly usedBefore: string | null;
  /** From the endpoint's working again on. */
  readonly after: readonly LaneStretch[];
  readonly clockErrorUs: number;
};

/**
 * Cuts a lane at the failure and at the restore, and makes stretches of silence where probes are missing.
 *
 * @param fromUs earliest moment of the failure
 * @param untilUs when the restore may have begun to show; null where there was none
 * @param backUs when the endpoint worked again for certain; null where that was not seen
 */
export function observeLane(
  lane: FailoverLane,
  fromUs: number,
  untilUs: number | null,
  backUs: number | null,
  pace: Pace,
): ObservedLane {
  const known = lane.stretches.filter(({ state }) => state !== "silent");
  const before = known.findLast(({ lastSentUs }) => lastSentUs < fromUs) ?? null;
  const straddles = known.find((each) => each.firstSentUs < fromUs && each.lastSentUs >= fromUs);
  const cut = known.flatMap((each) => cutTo(each, fromUs, untilUs));
  return {
    during: withSilences(cut, fromUs, untilUs, pace),
    before: straddles === undefined ? before : { ...straddles, lastSentUs: fromUs },
    usedBefore: knownServer(known, fromUs - lane.clockErrorUs),
    after: backUs === null ? [] : known.flatMap((each) => cutTo(each, backUs, null)),
    clockErrorUs: lane.clockErrorUs,
  };
}

/** Who served last of what had ended before a moment for certain. */
function knownServer(known: readonly LaneStretch[], untilUs: number): string | null {
  const served = known.filter(({ servedBy }) => servedBy !== null);
  return served.findLast(({ firstDoneUs }) => firstDoneUs < untilUs)?.servedBy ?? null;
}

/** The part of a stretch that was sent from one moment to another; its probes were sent evenly. */
function cutTo(stretch: LaneStretch, fromUs: number, untilUs: number | null): LaneStretch[] {
  const endUs = untilUs ?? Number.POSITIVE_INFINITY;
  const { firstSentUs, lastSentUs, firstDoneUs, lastDoneUs, count } = stretch;
  if (firstSentUs >= fromUs && lastSentUs <= endUs) return [stretch];
  if (lastSentUs < fromUs || firstSentUs > endUs) return [];
  const stepUs = count > 1 ? (lastSentUs - firstSentUs) / (count - 1) : 1;
  const skipped = Math.max(0, Math.ceil((fromUs - firstSentUs) / stepUs));
  const last = Math.min(count - 1, Math.floor((endUs - firstSentUs) / stepUs));
  if (last < skipped) return [];
  const sentUs = (at: number) => Math.round(firstSentUs + at * stepUs);
  // What was skipped or left off took as long as what is known of the same end.
  const first = skipped === 0 ? firstDoneUs : sentUs(skipped) + (lastDoneUs - lastSentUs);
  const done = last === count - 1 ? lastDoneUs : sentUs(last) + (firstDoneUs - firstSentUs);
  return [
    {
      ...stretch,
      firstSentUs: sentUs(skipped),
      firstDoneUs: first,
      lastSentUs: last === count - 1 ? lastSentUs : sentUs(last),
      lastDoneUs: Math.max(done, first),
      count: last - skipped + 1,
    },
  ];
}

/** A silence is longer than five probes or than one that is waited for. */
function withSilences(
  stretches: readonly LaneStretch[],
  fromUs: number,
  untilUs: number | null,
  { intervalUs, timeoutUs }: Pace,
): LaneStretch[] {
  const mostUs = Math.max(5 * intervalUs, intervalUs + timeoutUs);
  const told: LaneStretch[] = [];
  let lastUs = fromUs;
  for (const stretch of stretches) {
    if (stretch.firstSentUs - lastUs > mostUs) told.push(silence(lastUs, stretch.firstSentUs));
    told.push(stretch);
    lastUs = stretch.lastSentUs;
  }
  if (untilUs !== null && untilUs - lastUs > mostUs) told.push(silence(lastUs, untilUs));
  return told;
}

function silence(fromUs: number, untilUs: number): LaneStretch {
  return {
    state: "silent",
    servedBy: null,
    firstSentUs: fromUs,
    firstDoneUs: fromUs,
    lastSentUs: untilUs,
    lastDoneUs: untilUs,
    count: 0,
  };
}
