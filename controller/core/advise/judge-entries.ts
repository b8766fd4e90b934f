import type { ClientGroup } from "../../contract/client-group.ts";
import type { Service } from "../../contract/estate.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import { dayDifferences, groupDays } from "../evidence/day-differences.ts";
import { type GroupJudgement, judgeGroups } from "../evidence/judge-groups.ts";
import { pairedHours } from "../evidence/paired-hours.ts";
import type { DayValue } from "../statistics/day-interval.ts";
import { judgedSentence } from "./day-sentence.ts";
import { practicalThresholdUs } from "./entry-difference.ts";
import { adviseGroup, type GroupResult } from "./group-advice.ts";
import type { PathEvidence } from "./path-evidence.ts";
import { regretSentence } from "./routing-regret.ts";

/** What the advice on a group stands on. */
export interface EntryJudgement extends GroupResult {
  /** Null below three days by both ways in, or where something stands in the way: then the first impression is told. */
  readonly judged: GroupJudgement | null;
  /** The accelerator minus Route 53 day by day, in µs. */
  readonly days: readonly DayValue[];
}

export interface EntryEvidence {
  readonly service: Service;
  readonly groups: readonly ClientGroup[];
  readonly histories: readonly PathHistory[];
  /** The same paths with their days in one. */
  readonly paths: readonly PathEvidence[];
  readonly thresholds: AdviceThresholds;
}

/**
 * The accelerator against Route 53 as both route today, for each client group: medians of the same five
 * minutes at the same vantage are subtracted, meant over hours, hours over days, and the days of a
 * group's vantages over the vantages. Verdicts are given for all groups together. Below three days there is
 * no interval over days, and the first impression of all values together is told.
 */
export function judgeEntries(evidence: EntryEvidence): EntryJudgement[] {
  const { service, groups, thresholds } = evidence;
  const paths = byVantage(evidence.paths);
  const daysOf = daysByVantage(evidence.histories);
  const firsts = groups.map((group) => {
    const own = [...new Set(group.vantages)].flatMap((id) => paths.get(id) ?? []);
    return adviseGroup(group, service, own, thresholds);
  });
  const days = groups.map(({ vantages }) =>
    groupDays([...new Set(vantages)].map((id) => daysOf(id))),
  );
  const judged = judgeGroups(
    groups.map((group, at) => ({
      group: group.id,
      days: days[at] ?? [],
      thresholdUs: practicalThresholdUs(firsts[at]?.advice.dns?.p50?.us ?? 0, thresholds),
    })),
  );
  return firsts.map((first, at) => byDays(first, judged[at] ?? null, days[at] ?? []));
}

/** By the days, once there are enough and nothing stands in the way; by the first impression until then. */
function byDays(
  first: GroupResult,
  judged: GroupJudgement | null,
  days: readonly DayValue[],
): EntryJudgement {
  const { advice, regret } = first;
  const interval = judged?.interval ?? null;
  if (judged === null || interval === null || first.obstacle !== null) {
    return { ...first, judged: null, days };
  }
  const sentence = [judgedSentence(advice, judged), regret === null ? "" : regretSentence(regret)];
  return {
    ...first,
    judged,
    days,
    advice: {
      ...advice,
      verdict: judged.verdict,
      difference: {
        us: Math.round(interval.mean),
        lowUs: Math.round(interval.low),
        highUs: Math.round(interval.high),
      },
      thresholdUs: judged.thresholdUs,
      sentence: sentence.filter((part) => part !== "").join(" "),
    },
  };
}

function byVantage(paths: readonly PathEvidence[]): ReadonlyMap<string, readonly PathEvidence[]> {
  const byId = new Map<string, PathEvidence[]>();
  for (const path of paths) {
    const own = byId.get(path.vantage);
    if (own === undefined) byId.set(path.vantage, [path]);
    else own.push(path);
  }
  return byId;
}

/** Days of the difference at a vantage; of those that measured both ways in. */
function daysByVantage(histories: readonly PathHistory[]): (vantage: string) => DayValue[] {
  const unpinned = new Map(
    histories
      .filter(({ endpoint }) => endpoint === null)
      .map((history) => [`${history.entry} ${history.vantage}`, history.medians]),
  );
  return (vantage) => {
    const one = unpinned.get(`accelerator ${vantage}`) ?? [];
    return dayDifferences(pairedHours(one, unpinned.get(`dns ${vantage}`) ?? []));
  };
}
