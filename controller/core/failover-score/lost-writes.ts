import type { LostWrites } from "../../contract/failover/failover-result.ts";
import type { FailoverTimeline, FreshnessMark } from "../../contract/failover/failover-timeline.ts";
import type { Moment } from "./moment.ts";

/**
 * How old the newest write was that could be read where users were served again. Null where no mark
 * tells of it. Writes that were acknowledged after the failure are new ones and do not count.
 *
 * @param stable when the first users were served again
 * @param targets endpoints that served them; the one that had least counts
 */
export function lostWritesOf(
  { marks, injected, lostWrites }: FailoverTimeline,
  failed: string,
  stable: Moment | null,
  targets: readonly string[],
): LostWrites {
  const missing = lostWrites;
  const own = marks.filter(({ endpoint, committedAtUs }) => {
    return endpoint === failed && committedAtUs <= injected.afterUs;
  });
  const acknowledgedUs = newestOf(own);
  if (acknowledgedUs === null || stable === null) return { staleness: null, missing };
  const old = marks.filter(({ committedAtUs }) => committedAtUs <= injected.byUs);
  const behind = targets.map((target) => {
    const there = old.filter(({ endpoint }) => endpoint === target);
    const surely = newestOf(there.filter(({ when }) => when.byUs <= stable.afterUs));
    const atMost = oldestOf(
      there.filter(({ when }) => stable.byUs !== null && when.afterUs >= stable.byUs),
    );
    return {
      lowerMs: atMost === null ? 0 : Math.max(0, (acknowledgedUs - atMost) / 1_000),
      // The last write may have come right before the failure, after the last mark that was read.
      upperMs: surely === null ? null : Math.max(0, (injected.byUs - surely) / 1_000),
    };
  });
  if (behind.length === 0) return { staleness: null, missing };
  const uppers = behind.map(({ upperMs }) => upperMs ?? Number.POSITIVE_INFINITY);
  const lowerMs = Math.max(...behind.map((each) => each.lowerMs));
  const upperMs = Math.max(lowerMs, ...uppers);
  return { staleness: { lowerMs, upperMs: Number.isFinite(upperMs) ? upperMs : null }, missing };
}

function newestOf(marks: readonly FreshnessMark[]): number | null {
  return marks.reduce<number | null>(
    (newest, { committedAtUs }) => Math.max(newest ?? committedAtUs, committedAtUs),
    null,
  );
}

function oldestOf(marks: readonly FreshnessMark[]): number | null {
  return marks.reduce<number | null>(
    (oldest, { committedAtUs }) => Math.min(oldest ?? committedAtUs, committedAtUs),
    null,
  );
}
