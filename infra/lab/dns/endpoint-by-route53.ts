import { canonicalName } from "../aws/route53/domain-name.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldEndpoint, WorldVantage } from "../world/world.ts";
import { clientOf } from "./clients.ts";
import type { NameSource } from "./name-source.ts";
import { resolveName } from "./routing/resolve.ts";
import { zoneOfName } from "./routing/served-zone.ts";

/** The endpoint that the service's name leads a vantage to now. Throws where it leads to none. */
export function endpointByRoute53(
  world: World,
  atlas: Atlas,
  names: NameSource,
  vantage: WorldVantage | undefined,
): WorldEndpoint {
  const name = canonicalName(world.domain) ?? "";
  const zone = zoneOfName(names.zones(), name);
  const client = clientOf(world, atlas, vantage, undefined);
  const addresses =
    zone === undefined
      ? []
      : resolveName(zone, { name, type: "A" }, client, names.means).sets.flatMap(
          ({ values }) => values,
        );
  const endpoint = world.endpoints.find(({ address }) => addresses.includes(address));
  if (endpoint === undefined) throw new Error(`${world.domain} leads to no endpoint`);
  return endpoint;
}
