import type { Client } from "./group-of-client.ts";

/** One row of a log; volumes are null where the log has no such column. */
export type LogRow = Client & {
  readonly requests: number;
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
  readonly timeMs: number | null;
};

/** What rows add up to. */
export type Volume = { requests: number; bytesIn: number | null; bytesOut: number | null };

/** What was read of a log. */
export type TrafficTally = {
  readonly rows: number;
  readonly notUnderstood: { readonly rows: number; readonly firstLines: readonly number[] };
  readonly byGroup: ReadonlyMap<string, Volume>;
  /** Rows of nobody: all of them, and what they say of themselves, the most frequent first. */
  readonly unmatched: Volume & { readonly most: readonly { name: string; requests: number }[] };
  /** First and last time, and the shortest step between two; null where no row has a time. */
  readonly times: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly stepMs: number;
  } | null;
};

const LINES_TOLD = 10;
const NAMES_TOLD = 5;
/** Names of unmatched clients that are counted, so that a log of any length takes no more memory. */
const MOST_NAMES = 1_000;

/**
 * Adds up a log, row by row, in memory that does not grow with it.
 *
 * @param groupOf the group of a client; undefined for none
 */
export function tallyTraffic(groupOf: (client: Client) => string | undefined) {
  let rows = 0;
  let refused = 0;
  const firstLines: number[] = [];
  const byGroup = new Map<string, Volume>();
  const unmatched = noVolume();
  const names = new Map<string, number>();
  const times = openTimes();
  return {
    add(row: LogRow): void {
      rows += 1;
      times.add(row.timeMs);
      const group = groupOf(row);
      if (group === undefined) {
        addVolume(unmatched, row);
        const name = row.group ?? row.country ?? row.address ?? "";
        const before = names.get(name);
        if (before !== undefined || names.size < MOST_NAMES) {
          names.set(name, (before ?? 0) + row.requests);
        }
        return;
      }
      const volume = byGroup.get(group) ?? noVolume();
      byGroup.set(group, volume);
      addVolume(volume, row);
    },
    /** Counts a row that was not understood. */
    refuse(line: number): void {
      rows += 1;
      refused += 1;
      if (firstLines.length < LINES_TOLD) firstLines.push(line);
    },
    sum(): TrafficTally {
      return {
        rows,
        notUnderstood: { rows: refused, firstLines },
        byGroup,
        unmatched: { ...unmatched, most: mostOf(names) },
        times: times.span(),
      };
    },
  };
}

/** Of nobody yet; whether volumes are known is not known either. */
export function noVolume(): Volume {
  return { requests: 0, bytesIn: null, bytesOut: null };
}

/** Adds to a volume; what only one of them knows is what is known. */
export function addVolume(volume: Volume, row: Volume): void {
  volume.requests += row.requests;
  if (row.bytesIn !== null) volume.bytesIn = (volume.bytesIn ?? 0) + row.bytesIn;
  if (row.bytesOut !== null) volume.bytesOut = (volume.bytesOut ?? 0) + row.bytesOut;
}

/** The most frequent names, the first of them first. */
export function mostOf(names: ReadonlyMap<string, number>): { name: string; requests: number }[] {
  const most = [...names].map(([name, requests]) => ({ name, requests }));
  return most.sort((a, b) => b.requests - a.requests).slice(0, NAMES_TOLD);
}

function openTimes() {
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  let lastMs = Number.NaN;
  let stepMs = Number.POSITIVE_INFINITY;
  return {
    add(timeMs: number | null): void {
      if (timeMs === null) return;
      fromMs = Math.min(fromMs, timeMs);
      toMs = Math.max(toMs, timeMs);
      const distance = Math.abs(timeMs - lastMs);
      if (distance > 0 && distance < stepMs) stepMs = distance;
      lastMs = timeMs;
    },
    span: () =>
      fromMs <= toMs ? { fromMs, toMs, stepMs: Number.isFinite(stepMs) ? stepMs : 0 } : null,
  };
}
