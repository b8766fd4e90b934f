import type { Service } from "../../../contract/estate.ts";
import type { Vantage } from "../../../contract/measured.ts";
import type { GroupCostBasis } from "../../../contract/service-cost.ts";
import { pricedPlace } from "../priced-place.ts";
import { nearestOf } from "./nearest.ts";

type Known = GroupCostBasis["servedFrom"];
type Endpoint = Service["endpoints"][number];

/** By vantage, which endpoint answered how often. */
export type Answers = ReadonlyMap<string, Readonly<Record<string, number>>>;

/**
 * Places that serve a client group: as measured, every vantage counting alike, else the endpoint
 * nearest to each of its vantages.
 */
export function servedFrom(
  vantages: readonly Vantage[],
  endpoints: readonly Endpoint[],
  answers: Answers,
): Known {
  const shares = new Map<string, number>();
  const measured = vantages.flatMap(({ id }) => {
    const known = endpoints
      .map((endpoint) => ({ endpoint, count: answers.get(id)?.[endpoint.id] ?? 0 }))
      .filter(({ count }) => count > 0);
    return known.length === 0 ? [] : [known];
  });
  for (const known of measured) {
    const total = known.reduce((sum, { count }) => sum + count, 0);
    for (const { endpoint, count } of known) {
      add(shares, endpoint, count / total / measured.length);
    }
  }
  if (shares.size > 0) {
    const silent = vantages.length - measured.length;
    const rest = silent === 0 ? "" : `, ${silent} of ${vantages.length} without an answer`;
    return {
      basis: "measured",
      reason: `by who answered its vantages${rest}`,
      places: list(shares),
    };
  }
  for (const vantage of vantages) {
    const near = nearestOf(vantage, endpoints);
    if (near !== null) add(shares, near.candidate, 1 / vantages.length);
  }
  const reason = "the endpoint nearest to each vantage, as nothing was measured";
  return { basis: "nearest", reason, places: list(shares) };
}

function add(shares: Map<string, number>, { place }: Endpoint, share: number): void {
  const name = pricedPlace(place);
  shares.set(name, (shares.get(name) ?? 0) + share);
}

/** The largest first. */
function list(shares: ReadonlyMap<string, number>): Known["places"] {
  return [...shares]
    .map(([place, share]) => ({ place, share: Math.min(1, share) }))
    .sort((a, b) => b.share - a.share || (a.place < b.place ? -1 : 1));
}
