import { binOf } from "../../../probe/contract/bin-of.ts";
import { countInBins } from "../../../probe/contract/histogram.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { type DayBins, type Times, timesOfDays } from "./path-times.ts";

/** What was measured on one path. */
export interface PathEvidence {
  readonly history: PathHistory;
  /** In order of time, each of which counts alike; at least one. */
  readonly days: readonly DayBins[];
  /** How many values each of them holds. */
  readonly counts: readonly number[];
  /** All of them together. */
  readonly times: Times;
}

/** What was measured, by vantage, way in and endpoint. */
export interface EvidenceBook {
  /**
   * What users at a vantage get who come by a way in and are served by an endpoint; null where nothing
   * was measured. By the accelerator that is the path by it that is pinned to the endpoint. By Route 53
   * it is the path by the name that is pinned, else the way straight to the endpoint, which is the same
   * network path. For both it is at last the path on which the way in chose, where all but a twentieth
   * of its answers came from that endpoint.
   */
  readonly pathTo: (
    vantage: string,
    entry: "dns" | "accelerator",
    endpoint: string,
  ) => PathEvidence | null;
  /** What users at a vantage get of a way in that chooses who serves, whoever that is; null without measurements. */
  readonly pathBy: (vantage: string, entry: "dns" | "accelerator") => PathEvidence | null;
  /** The path on which the way in chose who serves. */
  readonly chosenBy: (vantage: string, entry: "dns" | "accelerator") => PathHistory | null;
}

/** Answers of a way in that chose must come from one endpoint for so large a part to tell of it. */
const SURELY_ONE = 0.95;
/** A day with less than this of the fullest day's attempts is part of a day: 18 hours of 24. */
const FULL_DAY = 0.75;
const DAY_MS = 86_400_000;

/** Paths are looked into when they are asked for, and once: of most nobody asks. */
export function evidenceBook(histories: readonly PathHistory[]): EvidenceBook {
  const byVantage = pathsByVantage(histories);
  const read = new Map<PathHistory, PathEvidence | null>();
  const evidenceOf = (history: PathHistory | undefined): PathEvidence | null => {
    if (history === undefined) return null;
    const known = read.get(history);
    if (known !== undefined) return known;
    const days = fullDays(history);
    const counts = days.map(({ bins }) => countInBins(bins));
    const evidence =
      days.length === 0 ? null : { history, days, counts, times: timesOfDays(days, counts) };
    read.set(history, evidence);
    return evidence;
  };
  const chosenBy = (vantage: string, entry: "dns" | "accelerator") =>
    byVantage.get(vantage)?.[entry].get(null);
  return {
    pathTo: (vantage, entry, endpoint) => {
      const own = byVantage.get(vantage);
      if (own === undefined) return null;
      const pinned = evidenceOf(own[entry].get(endpoint));
      if (pinned !== null) return pinned;
      const straight = entry === "dns" ? evidenceOf(own.direct.get(endpoint)) : null;
      if (straight !== null) return straight;
      const chosen = chosenBy(vantage, entry);
      return chosen !== undefined && shareOf(chosen, endpoint) >= SURELY_ONE
        ? evidenceOf(chosen)
        : null;
    },
    pathBy: (vantage, entry) => evidenceOf(chosenBy(vantage, entry)),
    chosenBy: (vantage, entry) => chosenBy(vantage, entry) ?? null,
  };
}

/** Paths of a vantage by way in and endpoint; null: the way in chose. */
type VantagePaths = Readonly<Record<PathHistory["entry"], Map<string | null, PathHistory>>>;

function pathsByVantage(histories: readonly PathHistory[]): ReadonlyMap<string, VantagePaths> {
  const byVantage = new Map<string, VantagePaths>();
  for (const each of histories) {
    const known = byVantage.get(each.vantage);
    const own = known ?? { dns: new Map(), accelerator: new Map(), direct: new Map() };
    if (known === undefined) byVantage.set(each.vantage, own);
    own[each.entry].set(each.endpoint, each);
  }
  return byVantage;
}

/** Part of the answers on a path that came from an endpoint; 0 where nobody told who answered. */
function shareOf({ days }: PathHistory, endpoint: string): number {
  let own = 0;
  let all = 0;
  for (const { servedBy } of days) {
    for (const [who, answers] of Object.entries(servedBy)) {
      all += answers;
      if (who === endpoint) own += answers;
    }
  }
  return all === 0 ? 0 : own / all;
}

/**
 * Days that were measured for most of their hours. Where medians of five minutes are all there is, they
 * stand for the values, and tails are understated.
 */
function fullDays({ days, medians }: PathHistory): DayBins[] {
  const told = days.length === 0 ? daysOfMedians(medians) : days;
  const most = told.reduce((top, { sent }) => Math.max(top, sent), 0);
  return told.filter(({ bins, sent }) => bins.length > 0 && sent >= FULL_DAY * most);
}

function daysOfMedians(medians: PathHistory["medians"]) {
  const byDay = new Map<number, Map<number, number>>();
  for (const [atMs, us] of medians) {
    const day = Math.floor(atMs / DAY_MS);
    const counts = byDay.get(day) ?? new Map<number, number>();
    byDay.set(day, counts);
    counts.set(binOf(us), (counts.get(binOf(us)) ?? 0) + 1);
  }
  return [...byDay].map(([day, counts]) => {
    const sorted = [...counts].sort(([a], [b]) => a - b);
    let before = 0;
    const bins = sorted.flatMap(([bin, count]) => {
      const step = bin - before;
      before = bin;
      return [step, count];
    });
    return { day, bins, sent: [...counts.values()].reduce((sum, count) => sum + count, 0) };
  });
}
