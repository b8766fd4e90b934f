import type { EndpointResources } from "../accelerator/endpoint-resources.ts";
import type { World } from "../world/world.ts";
import { MAIN_ACCOUNT } from "./accounts.ts";
import { instanceIdOf, resourceIdOf, resourceKindOf } from "./resource-ids.ts";

type Resource = NonNullable<ReturnType<EndpointResources["find"]>>;

/**
 * What stands before the world's endpoints in the main account, and the instances behind it: an
 * endpoint can be had by the id of either.
 */
export function worldResources(
  world: Pick<World, "domain" | "endpoints">,
  isLoadBalancerHealthy: EndpointResources["isLoadBalancerHealthy"],
): EndpointResources {
  const resources = new Map<string, Resource>();
  for (const endpoint of world.endpoints) {
    const where = {
      region: endpoint.slotRegion,
      site: endpoint.region === undefined ? "local-zone" : "availability-zone",
      address: endpoint.address,
      accountId: MAIN_ACCOUNT,
    } as const;
    resources.set(instanceIdOf(world, endpoint), { ...where, kind: "instance" });
    const kind = resourceKindOf(world, endpoint);
    resources.set(resourceIdOf(world, endpoint), { ...where, kind });
  }
  return { find: (id) => resources.get(id), isLoadBalancerHealthy };
}
