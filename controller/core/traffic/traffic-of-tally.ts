import type { TrafficPerMonth } from "../../contract/client-group.ts";
import type { TrafficTally, Volume } from "./tally-traffic.ts";

/** What a group has of the traffic, by a log. */
type GroupTraffic = {
  readonly id: string;
  readonly share: number;
  readonly trafficPerMonth: TrafficPerMonth;
};

export type TrafficOfLog = {
  readonly groups: readonly GroupTraffic[];
  /** Groups that no row belongs to. */
  readonly groupsWithout: readonly string[];
  /** Of all requests that were understood, those that belong to no group. */
  readonly unmatchedRatio: number;
  /** Null where neither the log nor anybody else says what time it covers: volumes are unknown then. */
  readonly hoursCovered: number | null;
};

const HOURS_PER_MONTH = 730;
const MS_PER_HOUR = 3_600_000;
const BYTES_PER_GB = 2 ** 30;
/** Shares are written with so many parts of a whole. */
const PARTS = 10_000;

/**
 * Shares and monthly volumes of client groups. Shares are of the requests that belong to any group. A log
 * covers the time from its first to its last row and one step more, so that rows of whole days count as
 * days.
 *
 * @param ids all groups, in their order
 * @param hoursCovered instead of what the times of the log say
 */
export function trafficOfTally(
  tally: TrafficTally,
  ids: readonly string[],
  hoursCovered: number | null = hoursOf(tally),
): TrafficOfLog {
  const found = ids.filter((id) => (tally.byGroup.get(id)?.requests ?? 0) > 0);
  const volumes = found.map((id) => tally.byGroup.get(id) ?? { ...NOTHING });
  const matched = volumes.reduce((sum, { requests }) => sum + requests, 0);
  const shares = roundedShares(volumes.map(({ requests }) => requests / matched));
  const all = matched + tally.unmatched.requests;
  return {
    groups: found.map((id, at) => ({
      id,
      share: shares[at] ?? 0,
      trafficPerMonth: perMonth(volumes[at] ?? NOTHING, hoursCovered),
    })),
    groupsWithout: ids.filter((id) => !found.includes(id)),
    unmatchedRatio: all === 0 ? 0 : tally.unmatched.requests / all,
    hoursCovered,
  };
}

const NOTHING: Volume = { requests: 0, bytesIn: null, bytesOut: null };

function hoursOf({ times }: TrafficTally): number | null {
  if (times === null) return null;
  const hours = (times.toMs - times.fromMs + times.stepMs) / MS_PER_HOUR;
  return hours > 0 ? hours : null;
}

function perMonth(volume: Volume, hours: number | null): TrafficPerMonth {
  if (hours === null) return {};
  const scaled = (quantity: number) =>
    Number(((quantity * HOURS_PER_MONTH) / hours).toPrecision(6));
  return {
    ...(volume.bytesIn === null ? {} : { gbIn: scaled(volume.bytesIn / BYTES_PER_GB) }),
    ...(volume.bytesOut === null ? {} : { gbOut: scaled(volume.bytesOut / BYTES_PER_GB) }),
    requests: Math.round(scaled(volume.requests)),
  };
}

/**
 * To four places, none of them zero, and still adding up to 1: what rounding down leaves goes where it took
 * most, and what the smallest have too much is the largest one's.
 */
function roundedShares(shares: readonly number[]): number[] {
  const parts = shares.map((share) => Math.max(1, Math.floor(share * PARTS)));
  const lost = shares.map((share, at) => ({ at, part: share * PARTS - (parts[at] ?? 0) }));
  lost.sort((a, b) => b.part - a.part);
  let left = PARTS - parts.reduce((sum, part) => sum + part, 0);
  for (const { at } of lost) {
    if (left <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  const largest = parts.indexOf(Math.max(...parts));
  return parts.map((part, at) => (at === largest ? part + left : part) / PARTS);
}
