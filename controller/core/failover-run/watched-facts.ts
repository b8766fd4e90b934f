import type { ClientGroup } from "../../contract/client-group.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { FailoverLane, LaneStretch } from "../../contract/failover/failover-timeline.ts";
import { laneShare, vantageShares } from "../failover-score/lane-weights.ts";
import type { GuardFacts } from "./guards.ts";
import { countWithin } from "./part-within.ts";

/**
 * What the lanes of a run tell of whether it may go on; of the other endpoints, of replication and of
 * incidents they tell nothing.
 *
 * @param injectedUs when the failure came into force at the earliest, and now; epoch microseconds
 */
export function watchedFacts(
  plan: FailoverPlan,
  lanes: readonly FailoverLane[],
  groups: readonly Pick<ClientGroup, "share" | "vantages">[],
  { injectedUs, nowUs }: { readonly injectedUs: number; readonly nowUs: number },
): GuardFacts {
  const during = lanes.map((lane) => ({
    lane,
    stretches: lane.stretches.map((each) => ({
      ...each,
      count: countWithin(each, injectedUs, Number.POSITIVE_INFINITY),
    })),
  }));
  return {
    sinceS: Math.max(0, nowUs - injectedUs) / 1_000_000,
    failedRatio: failedRatio(during, vantageShares(plan.vantages, groups), plan),
    heardAgoS: plan.vantages.map((vantage) => heardAgoS(vantage, lanes, nowUs)),
    misRoutes: misRoutes(during, plan.hypothesis.forbiddenEndpoints),
    others: [],
    replicationLagS: null,
    incident: null,
  };
}

type During = readonly {
  readonly lane: FailoverLane;
  readonly stretches: readonly LaneStretch[];
}[];

/** By the users of each lane; null where no lane that stands for users has told anything. */
function failedRatio(
  during: During,
  shares: ReturnType<typeof vantageShares>,
  plan: FailoverPlan,
): number | null {
  let failed = 0;
  let known = 0;
  for (const { lane, stretches } of during) {
    const share = laneShare(lane, plan, shares);
    const sent = sum(stretches, () => true);
    if (share === 0 || sent === 0) continue;
    known += share;
    failed += (share * sum(stretches, ({ state }) => state !== "ok")) / sent;
  }
  return known === 0 ? null : failed / known;
}

function heardAgoS(vantage: string, lanes: readonly FailoverLane[], nowUs: number): number | null {
  const heard = lanes
    .filter((lane) => lane.vantage === vantage)
    .flatMap(({ stretches }) => stretches.at(-1)?.lastDoneUs ?? []);
  return heard.length === 0 ? null : Math.max(0, nowUs - Math.max(...heard)) / 1_000_000;
}

function misRoutes(during: During, forbidden: readonly string[]): number {
  const isForbidden = ({ servedBy }: LaneStretch) =>
    servedBy !== null && forbidden.includes(servedBy);
  return during.reduce((total, { stretches }) => total + sum(stretches, isForbidden), 0);
}

function sum(stretches: readonly LaneStretch[], counts: (stretch: LaneStretch) => boolean): number {
  return stretches.reduce((total, each) => (counts(each) ? total + each.count : total), 0);
}
