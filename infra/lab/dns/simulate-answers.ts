import { isIP } from "node:net";
import type { DnsTester, SimulatedAsker } from "../aws/route53/dns-tester.ts";
import { liesWithin } from "../aws/route53/domain-name.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { type ClientSubnet, liesInBlock } from "./client-subnet.ts";
import { type Asker, clientOf, regionAsker } from "./clients.ts";
import type { NameSource } from "./name-source.ts";
import type { Client } from "./routing/client.ts";
import { resolveName } from "./routing/resolve.ts";

/** Where a resolver stands that the caller does not name. */
const USUAL_RESOLVER_REGION = "us-east-1";

const REFUSED = { responseCode: "REFUSED", values: [] } as const;

/**
 * Answers simulated queries as the name server answers real ones, from the zones as they are served.
 * A resolver is known by the address of a vantage, or by lying in its client subnet.
 */
export function simulateAnswers(world: World, atlas: Atlas, names: () => NameSource): DnsTester {
  return {
    answer: (zoneId, question, asker) => {
      const { means, zones } = names();
      const zone = zones().find(({ id }) => id === zoneId);
      if (zone === undefined || !liesWithin(question.name, zone.name)) return REFUSED;
      const client = simulatedClient(world, atlas, asker);
      const { status, sets } = resolveName(zone, question, client, means);
      return {
        responseCode: status === "nameError" ? "NXDOMAIN" : "NOERROR",
        values: sets.flatMap(({ values }) => values),
      };
    },
  };
}

function simulatedClient(
  world: World,
  atlas: Atlas,
  { resolverAddress, subnet }: SimulatedAsker,
): Client {
  const bySubnet =
    subnet &&
    vantageOf(world, { ...wireForm(subnet.address), sourcePrefixLength: subnet.prefixLength });
  return clientOf(
    world,
    atlas,
    bySubnet ?? resolverOf(world, atlas, resolverAddress),
    subnet ?? networkOf(resolverAddress),
  );
}

function resolverOf(world: World, atlas: Atlas, address: string | undefined): Asker | undefined {
  if (address === undefined) return regionAsker(atlas, USUAL_RESOLVER_REGION);
  return (
    world.vantages.find(({ sourceAddress }) => sourceAddress === address) ??
    vantageOf(world, { ...wireForm(address), sourcePrefixLength: 32 })
  );
}

function vantageOf(world: World, subnet: ClientSubnet): WorldVantage | undefined {
  return world.vantages.find(({ clientSubnet }) => liesInBlock(subnet, clientSubnet));
}

function wireForm(address: string): Pick<ClientSubnet, "ip" | "family"> {
  return { ip: address, family: isIP(address) === 6 ? 2 : 1 };
}

function networkOf(address: string | undefined): Client["network"] {
  if (address === undefined) return undefined;
  return { address, prefixLength: isIP(address) === 6 ? 128 : 32 };
}
