import type { DnsTester } from "../aws/route53/dns-tester.ts";
import { liesWithin } from "../aws/route53/domain-name.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { clientOfQuery } from "./clients.ts";
import type { NameSource } from "./name-source.ts";
import { resolveName } from "./routing/resolve.ts";

const REFUSED = { responseCode: "REFUSED", values: [] } as const;

/** Answers simulated queries as the name server answers real ones, from the zones as they are served. */
export function simulateAnswers(world: World, atlas: Atlas, names: () => NameSource): DnsTester {
  return {
    answer: (zoneId, question, asker) => {
      const { means, zones } = names();
      const zone = zones().find(({ id }) => id === zoneId);
      if (zone === undefined || !liesWithin(question.name, zone.name)) return REFUSED;
      const { resolverAddress: address, subnet } = asker;
      const { client } = clientOfQuery(world, atlas, { address, subnet });
      const { status, sets } = resolveName(zone, question, client, means);
      return {
        responseCode: status === "nameError" ? "NXDOMAIN" : "NOERROR",
        values: sets.flatMap(({ values }) => values),
      };
    },
  };
}
