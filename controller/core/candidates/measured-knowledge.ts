import type { GroupAdvice } from "../../contract/recommendation.ts";
import { dayDifferences, groupDays } from "../evidence/day-differences.ts";
import { pairedHours } from "../evidence/paired-hours.ts";
import { middleOfBin } from "../histogram/latency-histogram.ts";
import type { Audience } from "../predict/audience.ts";
import type { DayBins, EvidenceBook } from "../predict/evidence-book.ts";
import { meanOf } from "../statistics/moments.ts";
import type { AcceleratedGroup, Knowledge } from "./knowledge.ts";

interface Measured extends Pick<Knowledge, "latency" | "thresholdUs" | "accelerated"> {
  readonly evidence: Pick<EvidenceBook, "pathTo">;
  readonly audiences: readonly Audience[];
}

/**
 * What the evidence tells of the ways that names lead. A group's median is the mean of its days' medians at
 * the vantages that measured the endpoint, each alike; differences pair the same five minutes of a vantage.
 */
export function measuredKnowledge(measured: Measured): Knowledge {
  const { evidence, audiences, latency, thresholdUs, accelerated } = measured;
  const byGroup = new Map(audiences.map((audience) => [audience.group.id, audience.listeners]));
  const listenersOf = (group: string) => byGroup.get(group) ?? [];
  const p50s = new Map<string, number | null>();
  const look = (group: string, endpoint: string) => {
    const medians = listenersOf(group).flatMap(({ vantage }) => {
      const path = evidence.pathTo(vantage, "dns", endpoint);
      return path === null ? [] : [meanOf(path.days.map(medianOf))];
    });
    return medians.length === 0 ? null : meanOf(medians);
  };
  return {
    askersOf: (group) => listenersOf(group).map(({ asker }) => asker),
    latency,
    p50Us: (group, endpoint) => {
      const key = `${group} ${endpoint}`;
      const known = p50s.get(key);
      if (known !== undefined) return known;
      const found = look(group, endpoint);
      p50s.set(key, found);
      return found;
    },
    dayDifferencesUs: (group, one, other) =>
      groupDays(
        listenersOf(group).map(({ vantage }) => {
          const [a, b] = [one, other].map((id) => evidence.pathTo(vantage, "dns", id));
          return a && b ? dayDifferences(pairedHours(a.history.medians, b.history.medians)) : [];
        }),
      ),
    thresholdUs,
    accelerated,
  };
}

/** Middle of the bin that the day's middle value lies in, in µs. */
function medianOf({ bins, n }: DayBins): number {
  let bin = 0;
  let seen = 0;
  for (let at = 0; at + 1 < bins.length; at += 2) {
    bin += bins[at] ?? 0;
    seen += bins[at + 1] ?? 0;
    if (2 * seen >= n) break;
  }
  return middleOfBin(bin);
}

/**
 * Groups that the verdicts call better off by the accelerator, with what that gains.
 *
 * @param usdOf what a group's traffic costs more by it in a month; null where not known
 */
export function acceleratedGroups(
  groups: readonly Pick<GroupAdvice, "group" | "share" | "verdict" | "difference">[],
  usdOf: (group: string) => number | null,
): AcceleratedGroup[] {
  return groups.flatMap(({ group, share, verdict, difference }) =>
    verdict === "better" && difference !== null
      ? [{ group, weightedGainUs: -share * difference.us, usdPerMonth: usdOf(group) }]
      : [],
  );
}
