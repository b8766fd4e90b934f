import type { CidrBlocks } from "../aws/route53/cidr-collection.ts";
import type { Route53 } from "../aws/route53/create-route53.ts";
import { canonicalName } from "../aws/route53/domain-name.ts";
import { servedRecords } from "../aws/route53/zone.ts";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { AliasTargets } from "../dns/alias-targets.ts";
import type { NameSource } from "../dns/name-source.ts";
import { STRANGER } from "../dns/routing/client.ts";
import { resolveName } from "../dns/routing/resolve.ts";
import { zoneOfName } from "../dns/routing/served-zone.ts";
import type { HealthStatuses } from "../health/health-statuses.ts";
import type { Atlas } from "../places/atlas.ts";

/** What the names of some accounts are served from. */
export interface NameParts {
  readonly clock: Pick<LabClock, "factor" | "nowMs">;
  readonly random: Random;
  readonly health: HealthStatuses;
  readonly atlas: Atlas;
  readonly targets: AliasTargets;
}

/** The zones of all accounts as the name servers have them at each moment. */
export function serveNames(all: readonly Route53[], parts: NameParts): NameSource {
  const { clock, random, health, atlas, targets } = parts;
  return {
    clockFactor: clock.factor,
    zones: () =>
      all.flatMap(({ zones }) =>
        zones.list().map((zone) => ({
          id: zone.id,
          name: zone.name,
          records: servedRecords(zone, clock.nowMs()),
        })),
      ),
    means: {
      health,
      targets,
      cidrs: { blocksOf: (id) => blocksOf(all, id, clock.nowMs()) },
      random,
      // The group of a Local Zone has no letter at its end.
      pointOf: (place) => atlas.places.get(place) ?? atlas.places.get(`${place}a`),
    },
  };
}

function blocksOf(
  all: readonly Route53[],
  collectionId: string,
  nowMs: number,
): CidrBlocks | undefined {
  for (const { cidrs } of all) {
    const blocks = cidrs.servedBlocks(collectionId, nowMs);
    if (blocks !== undefined) return blocks;
  }
  return undefined;
}

/** The IPv4 addresses of a name for somebody whom no table knows. Throws where there are none. */
export function lookUp(names: NameSource, text: string): readonly string[] {
  const name = canonicalName(text) ?? "";
  const zone = zoneOfName(names.zones(), name);
  const found =
    zone === undefined
      ? names.means.targets.find(undefined, name)?.addresses
      : resolveName(zone, { name, type: "A" }, STRANGER, names.means).sets.find(
          ({ type }) => type === "A",
        )?.values;
  if (found === undefined || found.length === 0) {
    throw Object.assign(new Error(`${text} has no address`), { code: "ENOTFOUND" });
  }
  return found;
}
