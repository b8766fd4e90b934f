import type { ClientGroup } from "../../contract/client-group.ts";
import type { PathHistory } from "../../contract/path-history.ts";

/** How much was measured. */
export interface EvidenceSpan {
  /** Epoch milliseconds; null where nothing was. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Answers behind the histories. */
  readonly samples: number;
  /**
   * Days of at least 18 measured hours that four fifths of the measured users have; where they have
   * none, the largest part of a day.
   */
  readonly fullDays: number;
}

const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;
const HOURS_OF_DAY = 24;
/** As for differences between paths: fewer hours would let a part of the day stand for all of it. */
const HOURS_OF_FULL_DAY = 18;
const MOST_USERS = 0.8;

export function evidenceSpan(
  groups: readonly ClientGroup[],
  histories: readonly PathHistory[],
): EvidenceSpan {
  const filled = histories.filter(({ medians }) => medians.length > 0);
  const edges = filled.map(
    ({ medians }) => [medians[0]?.[0] ?? 0, medians.at(-1)?.[0] ?? 0] as const,
  );
  const days = daysByVantage(filled);
  return {
    fromMs: edges.reduce<number | null>((a, [first]) => Math.min(a ?? first, first), null),
    toMs: edges.reduce<number | null>(
      (a, [, last]) => Math.max(a ?? 0, last + FIVE_MINUTES_MS),
      null,
    ),
    samples: histories.reduce((sum, history) => sum + answersOf(history), 0),
    fullDays: daysOfMost(
      groups.map(({ share, vantages }) => ({
        share,
        days: Math.max(0, ...vantages.map((id) => days.get(id) ?? 0)),
      })),
    ),
  };
}

function answersOf({ days, medians }: PathHistory): number {
  if (days.length === 0) return medians.reduce((sum, [, , n]) => sum + n, 0);
  return days.reduce((sum, { sent, bad }) => sum + Math.max(0, sent - bad), 0);
}

/** Full days of the path that each vantage measured longest; ways in first, which are what users take. */
function daysByVantage(histories: readonly PathHistory[]): ReadonlyMap<string, number> {
  const unpinned = histories.filter(({ endpoint }) => endpoint === null);
  const byVantage = new Map<string, number>();
  for (const { vantage, medians } of unpinned.length > 0 ? unpinned : histories) {
    byVantage.set(vantage, Math.max(byVantage.get(vantage) ?? 0, fullDaysOf(medians)));
  }
  return byVantage;
}

function fullDaysOf(medians: PathHistory["medians"]): number {
  let [full, partial] = [0, 0];
  let [day, hour, hours] = [-1, -1, 0];
  const close = () => {
    if (hours >= HOURS_OF_FULL_DAY) full += 1;
    else partial = Math.max(partial, hours / HOURS_OF_DAY);
    hours = 0;
  };
  for (const median of medians) {
    const own = Math.floor(median[0] / HOUR_MS);
    if (own === hour) continue;
    if (Math.floor(own / HOURS_OF_DAY) !== day) close();
    hour = own;
    day = Math.floor(own / HOURS_OF_DAY);
    hours += 1;
  }
  close();
  return full > 0 ? full : partial;
}

function daysOfMost(groups: readonly { readonly share: number; readonly days: number }[]): number {
  const measured = groups.filter(({ days }) => days > 0).sort((a, b) => b.days - a.days);
  const all = measured.reduce((sum, { share }) => sum + share, 0);
  let seen = 0;
  for (const { share, days } of measured) {
    seen += share;
    if (seen >= MOST_USERS * all - 1e-9) return days;
  }
  return 0;
}
