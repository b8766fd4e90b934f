import { ENDPOINT_REGIONS } from "../aws/global-accelerator/regions.ts";
import type { World, WorldEndpoint } from "../world/world.ts";

/**
 * The endpoints of a world that an accelerator can lead to: those in the Regions that it supports, and
 * none in a Local Zone.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.regions.html
 */
export function acceleratedEndpoints({ endpoints }: Pick<World, "endpoints">): WorldEndpoint[] {
  return endpoints.filter(
    ({ region }) => region !== undefined && ENDPOINT_REGIONS.includes(region),
  );
}
