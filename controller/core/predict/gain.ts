import { dayDifferences, groupDays } from "../evidence/day-differences.ts";
import { type FiveMinutes, pairedHours } from "../evidence/paired-hours.ts";
import { type DayInterval, type DayValue, dayInterval } from "../statistics/day-interval.ts";
import { meanOf } from "../statistics/moments.ts";
import type { EvidenceBook, PathEvidence } from "./evidence-book.ts";
import { mixedMedians } from "./mixed-medians.ts";
import type { GroupPrediction, Prediction, ServedPart } from "./prediction.ts";

/** How much sooner a group is answered in one design than in another. */
interface GroupGain {
  readonly group: string;
  /** Share of the users. */
  readonly weight: number;
  /** In µs, above 0 where the one is faster; null where that was not measured on a full day. */
  readonly us: number | null;
  /** Day by day; none for those who are served alike, whose gain is 0 on every day. */
  readonly days: readonly DayValue[];
}

export interface Gain {
  /** Of all users for whom it is known, day by day; null below three days. */
  readonly interval: DayInterval | null;
  /** Share of the users for whom it is known. */
  readonly coverage: number;
  readonly groups: readonly GroupGain[];
}

/** A group with fewer of the days than this stands for nobody. */
const LEAST_PRESENCE = 0.5;

/**
 * How much sooner users are answered in `one` than in `other`, by differences of five-minute medians at
 * the same vantage, meant over hours, days, the vantages of a group, and all groups by their users. Where
 * several endpoints serve a vantage, its median is that of each by their shares. On a day that a group
 * lacks it stands with its mean, so that the days of all others are not lost, nor moved by who is there.
 */
export function gainOf(book: EvidenceBook, one: Prediction, other: Prediction): Gain {
  const before = new Map(other.groups.map((each) => [each.group, each]));
  const groups = one.groups.map((each) => groupGain(book, each, before.get(each.group)));
  const moved = groups.filter(({ days }) => days.length > 0);
  const most = Math.max(0, ...moved.map(({ days }) => days.length));
  const present = moved.filter(({ days }) => days.length >= LEAST_PRESENCE * most);
  const known = groups.filter((each) => isAlike(each) || present.includes(each));
  const coverage = known.reduce((sum, { weight }) => sum + weight, 0);
  return {
    interval: present.length > 0 ? dayInterval(usersDays(present, coverage)) : null,
    coverage: Math.min(1, coverage),
    groups,
  };
}

function isAlike({ us, days }: GroupGain): boolean {
  return us !== null && days.length === 0;
}

/** Those who are served alike add nothing to the gain, and count among whom it is for. */
function usersDays(present: readonly GroupGain[], coverage: number): DayValue[] {
  const days = [...new Set(present.flatMap((each) => each.days.map(({ day }) => day)))];
  const sums = new Map(days.sort((a, b) => a - b).map((day) => [day, 0]));
  for (const { weight, us, days: own } of present) {
    const byDay = new Map(own.map(({ day, value }) => [day, value]));
    for (const [day, sum] of sums) {
      sums.set(day, sum + (weight / coverage) * (byDay.get(day) ?? us ?? 0));
    }
  }
  return [...sums].map(([day, value]) => ({ day, value }));
}

function groupGain(
  book: EvidenceBook,
  one: GroupPrediction,
  other: GroupPrediction | undefined,
): GroupGain {
  const { group, weight } = one;
  const unknown: GroupGain = { group, weight, us: null, days: [] };
  if (other === undefined) return unknown;
  const vantages = [...new Set([...vantagesOf(one), ...vantagesOf(other)])];
  const sides = vantages.map((vantage) => ({
    vantage,
    slow: partsAt(other, vantage),
    fast: partsAt(one, vantage),
  }));
  if (sides.length > 0 && sides.every(({ slow, fast }) => isSame(slow, fast))) {
    return { group, weight, us: 0, days: [] };
  }
  const days = groupDays(sides.map((side) => differencesOf(book, side)));
  if (days.length === 0) return unknown;
  return { group, weight, us: meanOf(days.map(({ value }) => value)), days };
}

interface Side {
  readonly vantage: string;
  readonly slow: readonly ServedPart[];
  readonly fast: readonly ServedPart[];
}

type Differences = ReturnType<typeof dayDifferences>;

/** By what is compared: designs that are weighed one after the other differ at few vantages. */
const known = new WeakMap<EvidenceBook, Map<string, Differences>>();

function differencesOf(book: EvidenceBook, { vantage, slow, fast }: Side): Differences {
  const byKey = known.get(book) ?? new Map<string, Differences>();
  known.set(book, byKey);
  const key = `${vantage} ${textOf(slow)} ${textOf(fast)}`;
  const before = byKey.get(key);
  if (before !== undefined) return before;
  const [later, sooner] = [mediansOf(book, vantage, slow), mediansOf(book, vantage, fast)];
  const days = later === null || sooner === null ? [] : dayDifferences(pairedHours(later, sooner));
  byKey.set(key, days);
  return days;
}

function vantagesOf({ parts = [] }: GroupPrediction): string[] {
  return parts.map(({ vantage }) => vantage);
}

function partsAt({ parts = [] }: GroupPrediction, vantage: string): readonly ServedPart[] {
  return parts.filter((part) => part.vantage === vantage);
}

function isSame(one: readonly ServedPart[], other: readonly ServedPart[]): boolean {
  return textOf(one) === textOf(other);
}

function textOf(parts: readonly ServedPart[]): string {
  return parts
    .map(({ entry, endpoint, share }) => `${entry} ${endpoint} ${share.toFixed(9)}`)
    .sort()
    .join();
}

/** Null where one of those who serve was not measured: the others alone would be somebody else's times. */
function mediansOf(
  book: EvidenceBook,
  vantage: string,
  parts: readonly ServedPart[],
): readonly FiveMinutes[] | null {
  const paths = parts.map(({ entry, endpoint }) => book.pathTo(vantage, entry, endpoint));
  const measured = paths.filter((path): path is PathEvidence => path !== null);
  if (measured.length === 0 || measured.length < parts.length) return null;
  return mixedMedians(
    measured.map(({ history }, at) => ({
      share: parts[at]?.share ?? 0,
      medians: history.medians,
    })),
  );
}
