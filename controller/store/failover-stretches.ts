import { z } from "zod";
import { ProbeStretch, type StretchBatch } from "../../probe/contract/stretch-batch.ts";
import type { FailoverLane } from "../contract/failover/failover-timeline.ts";
import { groupBy } from "../core/cost/price-list/group-by.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A run is scored right after it; what it was scored from is kept for so long after the last news. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/** With the start of the probe that saw it: clocks are compared within one start only. */
const Kept = ProbeStretch.safeExtend({ boot: z.string() });

type Kept = z.infer<typeof Kept>;

/** What one vantage saw in a run by one lane; how far its clock was off is null where that is not known. */
type RunLane = Omit<FailoverLane, "clockErrorUs"> & {
  readonly laneId: string;
  readonly clockErrorUs: number | null;
};

/** What probes have seen of failover tests. */
export type FailoverStretches = {
  /** Keeps what a batch tells, however often and in whatever order batches come. */
  write(batch: StretchBatch): Promise<void>;
  /** Everything that was seen in a run so far, by vantage and lane, stretches in the order of time. */
  readRunLanes(runId: string): Promise<RunLane[]>;
};

export function failoverStretches(redis: RedisClient): FailoverStretches {
  return {
    async write({ vantage, boot, stretches }) {
      const lanes = groupBy(stretches, ({ runId, laneId }) => `${runId}/${vantage}/${laneId}`);
      for (const [name, seen] of lanes) {
        const [runId = "", ...rest] = name.split("/");
        const lane = rest.join("/");
        const keys = [KEYS.failoverLanes(runId), KEYS.failoverLane(runId, lane)];
        const versions = seen.flatMap((stretch) => {
          const kept: Kept = { ...stretch, boot };
          return [`${boot}/${stretch.seq}`, rankOf(stretch), JSON.stringify(kept)];
        });
        await redis.isoStretch(keys.length, ...keys, lane, KEPT_MS, ...versions);
      }
    },
    async readRunLanes(runId) {
      const names = (await redis.smembers(KEYS.failoverLanes(runId))).sort();
      const lanes = await Promise.all(
        names.map(async (name) => {
          const values = await redis.hgetall(KEYS.failoverLane(runId, name));
          return laneOf(name, Object.values(values).map(parseKept));
        }),
      );
      return lanes.filter((lane) => lane !== null);
    },
  };
}

/** Versions of a stretch only grow, and are closed once. */
function rankOf({ count, isOpen }: ProbeStretch): number {
  return 2 * count + (isOpen ? 0 : 1);
}

function parseKept(value: string): Kept {
  return Kept.parse(JSON.parse(value.slice(value.indexOf(" "))));
}

/** Null for a lane that has expired in between. */
function laneOf(name: string, kept: readonly Kept[]): RunLane | null {
  const inTime = kept.toSorted((one, other) => one.firstSentUs - other.firstSentUs);
  const [first] = inTime;
  if (first === undefined) return null;
  const { laneId, entry, class: kind } = first;
  const [vantage = ""] = name.split("/");
  const stretches = inTime.map(
    ({ state, servedBy, firstSentUs, firstDoneUs, lastSentUs, lastDoneUs, count }) => ({
      state,
      servedBy,
      firstSentUs,
      firstDoneUs,
      lastSentUs,
      lastDoneUs,
      count,
    }),
  );
  return { vantage, laneId, entry, class: kind, clockErrorUs: clockErrorOf(inTime), stretches };
}

/**
 * The largest error of all starts of the probe. Within one the clock stands as it was at the beginning, so
 * what becomes known of it later holds for what was seen before.
 */
function clockErrorOf(kept: readonly Kept[]): number | null {
  let errorUs = 0;
  for (const seen of groupBy(kept, ({ boot }) => boot).values()) {
    const known = seen.flatMap(({ clockErrorUs }) => (clockErrorUs === null ? [] : [clockErrorUs]));
    if (known.length === 0) return null;
    errorUs = Math.max(errorUs, ...known);
  }
  return errorUs;
}
