import type { Service } from "../../contract/estate.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";
import type { HistoryImport } from "../../contract/history-import.ts";
import type { EvidenceSource, PathHistory } from "../../contract/path-history.ts";
import { DAY_MS, floorTo } from "../fold/tier.ts";

/** So many full days of its own, one weekly cycle, and a service needs no simulated ones any more. */
const ENOUGH_DAYS = 7;

export interface ChosenEvidence {
  readonly source: EvidenceSource;
  readonly histories: readonly PathHistory[];
  readonly failoverRuns: readonly FailoverRun[];
  /** Whether anything of the import is among it. */
  readonly isImportUsed: boolean;
}

export interface Evidence {
  readonly service: Service;
  readonly vantages: readonly { readonly id: string }[];
  /** What Isochrone measured itself. */
  readonly measured: readonly PathHistory[];
  /** Full days of that. */
  readonly measuredDays: number;
  readonly imported: HistoryImport | null;
  /** Nothing before is looked at; epoch milliseconds. */
  readonly sinceMs: number;
}

/**
 * What a recommendation stands on. A simulated history stands alone, and only until a week was measured; a
 * measured one adds to each path the days on which Isochrone measured nothing of it. Paths that the service
 * does not have any more are left out.
 */
export function chooseEvidence(evidence: Evidence): ChosenEvidence {
  const { measured, imported, sinceMs } = evidence;
  const isOwn = ownPaths(evidence);
  const own = measured.filter(isOwn);
  const alone: ChosenEvidence = {
    source: "measured",
    histories: own,
    failoverRuns: [],
    isImportUsed: false,
  };
  if (imported === null) return alone;
  const isSimulated = imported.source === "simulated";
  if (isSimulated && evidence.measuredDays >= ENOUGH_DAYS) return alone;
  const given = imported.paths.filter(isOwn).map((path) => from(path, sinceMs));
  return {
    source: imported.source,
    histories: isSimulated ? given : filledUp(own, given),
    failoverRuns: imported.failoverRuns,
    isImportUsed: true,
  };
}

function ownPaths({ service, vantages }: Evidence): (path: PathHistory) => boolean {
  const known = new Set(vantages.map(({ id }) => id));
  const endpoints = new Set(service.endpoints.map(({ id }) => id));
  return ({ vantage, entry, endpoint }) =>
    known.has(vantage) &&
    (endpoint === null || endpoints.has(endpoint)) &&
    (entry === "direct" || service[entry] !== undefined);
}

function from(path: PathHistory, sinceMs: number): PathHistory {
  const fromMs = floorTo(sinceMs, DAY_MS);
  return {
    ...path,
    medians: path.medians.filter(([atMs]) => atMs >= fromMs),
    days: path.days.filter(({ day }) => day * DAY_MS >= fromMs),
  };
}

function filledUp(own: readonly PathHistory[], given: readonly PathHistory[]): PathHistory[] {
  const rest = new Map(given.map((path) => [nameOf(path), path]));
  const joined = own.map((path) => {
    const more = rest.get(nameOf(path));
    rest.delete(nameOf(path));
    return more === undefined ? path : joinedPath(path, more);
  });
  return [...joined, ...rest.values()];
}

/** Each day is of one of the two alone. */
function joinedPath(own: PathHistory, given: PathHistory): PathHistory {
  const taken = new Set([
    ...own.medians.map(([atMs]) => Math.floor(atMs / DAY_MS)),
    ...own.days.map(({ day }) => day),
  ]);
  const medians = given.medians.filter(([atMs]) => !taken.has(Math.floor(atMs / DAY_MS)));
  const days = given.days.filter(({ day }) => !taken.has(day));
  return {
    ...own,
    medians: [...own.medians, ...medians].sort(([a], [b]) => a - b),
    days: [...own.days, ...days].sort((a, b) => a.day - b.day),
  };
}

function nameOf({ vantage, entry, endpoint }: PathHistory): string {
  return `${vantage} ${entry} ${endpoint ?? "*"}`;
}
