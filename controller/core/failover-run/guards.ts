import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { GuardName } from "../../contract/failover/failover-record.ts";
import { observeS } from "./run-times.ts";

/** What is known while a failure is in force. */
export type GuardFacts = {
  /** Seconds since it came into force. */
  readonly sinceS: number;
  /** Share of the users' requests since then that failed, weighted by users; null where nothing tells. */
  readonly failedRatio: number | null;
  /** Seconds since each vantage told something; null: nothing yet in this run. */
  readonly heardAgoS: readonly (number | null)[];
  /** Probes that a forbidden endpoint served. */
  readonly misRoutes: number;
  /** The other endpoints, asked directly; null where nothing tells. */
  readonly others: readonly { readonly id: string; readonly failedRatio: number | null }[];
  /** Seconds of writes that wait to be replicated; null where nothing tells. */
  readonly replicationLagS: number | null;
  /** An open incident that the run has not made; null without one. */
  readonly incident: string | null;
};

/** What ends a run, and why. */
type Tripped = { readonly guard: GuardName; readonly reason: string };
type Guard = (plan: FailoverPlan, facts: GuardFacts) => string | null;

/** The first guard that ends the run; null while it may go on. */
export function guardTripped(plan: FailoverPlan, facts: GuardFacts): Tripped | null {
  for (const [guard, find] of GUARDS) {
    const reason = find(plan, facts);
    if (reason !== null) return { guard, reason };
  }
  return null;
}

const misRoute: Guard = ({ guards }, { misRoutes }) => {
  if (misRoutes <= guards.mostMisRoutes) return null;
  return `${misRoutes} probes were served by a forbidden endpoint, ${guards.mostMisRoutes} may be`;
};

/** Spent as soon as it is: what fails now cannot be won back later. */
const errorBudget: Guard = (plan, { failedRatio, sinceS }) => {
  if (failedRatio === null) return null;
  const budget = plan.guards.errorBudgetRatio;
  const spent = (failedRatio * sinceS) / observeS(plan);
  if (spent <= budget) return null;
  return `${percent(spent)} of the users' requests of the whole run failed already, ${percent(budget)} may`;
};

const secondEndpoint: Guard = ({ guards }, { others }) => {
  const most = guards.secondEndpointRatio;
  const unwell = others.find(({ failedRatio }) => failedRatio !== null && failedRatio > most);
  if (unwell === undefined) return null;
  return `${percent(unwell.failedRatio ?? 0)} of the answers of ${unwell.id} fail, ${percent(most)} may`;
};

const silentVantages: Guard = ({ guards }, { heardAgoS, sinceS }) => {
  const silent = heardAgoS.filter((agoS) => (agoS ?? sinceS) > guards.silentAfterS).length;
  if (heardAgoS.length > 0 && silent <= guards.silentShareRatio * heardAgoS.length) return null;
  return `${silent} of ${heardAgoS.length} vantages are silent, ${percent(guards.silentShareRatio)} may be`;
};

const replicationLag: Guard = ({ hypothesis: { rpoS } }, { replicationLagS }) => {
  if (rpoS === undefined || replicationLagS === null || replicationLagS <= rpoS) return null;
  return `${replicationLagS} s of writes wait to be replicated, ${rpoS} s may be lost`;
};

const incident: Guard = (_plan, facts) => facts.incident;

const GUARDS: readonly (readonly [GuardName, Guard])[] = [
  ["mis_route", misRoute],
  ["incident", incident],
  ["second_endpoint", secondEndpoint],
  ["error_budget", errorBudget],
  ["replication_lag", replicationLag],
  ["silent_vantages", silentVantages],
];

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(1))} %`;
}
