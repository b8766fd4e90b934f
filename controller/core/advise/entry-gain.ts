import { type DayValue, dayInterval } from "../statistics/day-interval.ts";
import type { EntryJudgement } from "./judge-entries.ts";

/** What users gain, in µs of everybody's mean with its 95 % interval, and each group that is concerned. */
export interface Gain {
  readonly us: number;
  readonly lowUs: number;
  readonly highUs: number;
  readonly groups: readonly { readonly group: string; readonly us: number }[];
}

/**
 * What users gain who change from one way in to the other, as both route today. Days count on which all
 * of the groups concerned measured both; null below three of them, or where nobody changes.
 *
 * @param changes groups that would come by the other way in
 */
export function entryGain(
  from: "dns" | "accelerator",
  judgements: readonly EntryJudgement[],
  changes: ReadonlySet<string>,
): Gain | null {
  const concerned = judgements.filter(({ advice }) => changes.has(advice.group));
  if (concerned.length === 0) return null;
  const sign = from === "dns" ? -1 : 1;
  const interval = dayInterval(
    daysOfAll(concerned.map(({ advice, days }) => ({ share: advice.share, days }))),
  );
  if (interval === null) return null;
  const [a, b] = [sign * interval.low, sign * interval.high];
  return {
    us: sign * interval.mean,
    lowUs: Math.min(a, b),
    highUs: Math.max(a, b),
    groups: concerned.flatMap(({ advice: { group, difference } }) =>
      difference === null ? [] : [{ group, us: sign * difference.us }],
    ),
  };
}

function daysOfAll(
  groups: readonly { readonly share: number; readonly days: readonly DayValue[] }[],
): DayValue[] {
  const byDay = new Map<number, { value: number; groups: number }>();
  for (const { share, days } of groups) {
    for (const { day, value } of days) {
      const own = byDay.get(day) ?? { value: 0, groups: 0 };
      byDay.set(day, { value: own.value + share * value, groups: own.groups + 1 });
    }
  }
  return [...byDay]
    .filter(([, own]) => own.groups === groups.length)
    .map(([day, { value }]) => ({ day, value }))
    .sort((a, b) => a.day - b.day);
}
