import type { Service } from "../../contract/estate.ts";
import type { HistoryImport } from "../../contract/history-import.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { DAY_MS } from "../fold/tier.ts";

/** A field at fault, and why. */
type HistoryFault = { readonly path: string; readonly message: string };

/** More tell nobody anything. */
const MOST_FAULTS = 20;
/** Clocks differ. */
const AHEAD_MS = 60_000;

/**
 * Why a history cannot be one of the service: paths that it does not have, client groups that it does not
 * name, times to come. Empty where all is well; the first ones where there are many.
 */
export function historyFaults(
  { paths, failoverRuns }: HistoryImport,
  service: Service,
  vantages: ReadonlySet<string>,
  nowMs: number,
): HistoryFault[] {
  const endpoints = new Set(service.endpoints.map(({ id }) => id));
  const groups = new Set([...service.clientGroups.map(({ id }) => id), ...vantages]);
  const latestMs = nowMs + AHEAD_MS;
  const faults: HistoryFault[] = [];
  const check = (path: string, isFine: boolean, message: string) => {
    if (!isFine) faults.push({ path, message });
  };
  for (const [at, own] of paths.entries()) {
    if (faults.length >= MOST_FAULTS) break;
    const { vantage, endpoint, entry } = own;
    const field = `paths.${at}`;
    check(`${field}.vantage`, vantages.has(vantage), `${vantage} is no vantage of the estate`);
    const isEndpoint = endpoint === null || endpoints.has(endpoint);
    check(`${field}.endpoint`, isEndpoint, `${endpoint} is no endpoint of ${service.id}`);
    const isEntry = entry === "direct" || service[entry] !== undefined;
    check(`${field}.entry`, isEntry, `${service.id} declares no way in by ${entry}`);
    check(field, latestOf(own) <= latestMs, "has times to come; times are epoch milliseconds, UTC");
  }
  for (const [at, { endpoint, recoveryS, atMs }] of failoverRuns.entries()) {
    if (faults.length >= MOST_FAULTS) break;
    const field = `failoverRuns.${at}`;
    const isEndpoint = endpoints.has(endpoint);
    check(`${field}.endpoint`, isEndpoint, `${endpoint} is no endpoint of ${service.id}`);
    check(`${field}.atMs`, atMs <= latestMs, "is a time to come");
    const unknown = Object.keys(recoveryS).filter((group) => !groups.has(group));
    const message = `${unknown.join(", ")}: no client group of ${service.id}`;
    check(`${field}.recoveryS`, unknown.length === 0, message);
  }
  return faults.slice(0, MOST_FAULTS);
}

function latestOf({ medians, days }: PathHistory): number {
  return Math.max(medians.at(-1)?.[0] ?? 0, (days.at(-1)?.day ?? 0) * DAY_MS);
}
