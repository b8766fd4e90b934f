import type { EndpointGroupSpec } from "../../contract/aws/accelerator-spec.ts";
import { byWeight, evenly, type Spread, thence } from "./spread.ts";

/** Groups that are tried, by their nearness, for one with a healthy endpoint. */
const GROUPS_TRIED = 3;

/**
 * Which endpoint an accelerator sends a client to. Dials share out the traffic group by group, the
 * nearest first; what is left after the last goes to the nearest (AWS does not say; assumed). A group
 * without a healthy endpoint passes its share on to the first of the three nearest that has one, whatever
 * its dial; where none has, any endpoint of the nearest gets it.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.html
 *
 * @param nearestFirst - Endpoint groups of the listener in the order of their nearness to the client.
 */
export function accelerate(
  nearestFirst: readonly EndpointGroupSpec[],
  isHealthy: (endpointId: string) => boolean,
): Spread<string> {
  const groups = nearestFirst.filter(({ endpoints }) => endpoints.length > 0);
  const [closest] = groups;
  if (closest === undefined) return [];
  const healthyOf = ({ endpoints }: EndpointGroupSpec) =>
    endpoints.filter(({ weight, endpointId }) => weight > 0 && isHealthy(endpointId));
  const refuge = groups.slice(0, GROUPS_TRIED).find((group) => healthyOf(group).length > 0);
  return thence(dialled(groups, closest), (group) => {
    const takers = healthyOf(group).length > 0 ? group : refuge;
    const chosen =
      takers === undefined
        ? evenly(closest.endpoints)
        : byWeight(healthyOf(takers), ({ weight }) => weight);
    return chosen.map(({ probability, item }) => ({ probability, item: item.endpointId }));
  });
}

function dialled(
  groups: readonly EndpointGroupSpec[],
  closest: EndpointGroupSpec,
): Spread<EndpointGroupSpec> {
  let left = 1;
  const shares: { probability: number; item: EndpointGroupSpec }[] = [];
  for (const group of groups) {
    const probability = (left * group.dialPercent) / 100;
    left -= probability;
    if (probability > 0) shares.push({ probability, item: group });
  }
  if (left > 0) shares.push({ probability: left, item: closest });
  return shares;
}
