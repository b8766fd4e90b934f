import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { recordKey } from "../routing/canonical-record.ts";

type Names = ReadonlyMap<string, string>;

/**
 * A declared design with the names that AWS gave to the same things: ids of a design that was not built
 * by them are whatever its author wrote. A zone is the same by its name, a health check by the record
 * set that names it or by what it looks at, a collection and an accelerator by their names. Both designs
 * are in canonical form.
 */
export function alignNames(declared: RoutingDesign, live: RoutingDesign): RoutingDesign {
  const zones = newNames(declared.hostedZones, live.hostedZones, (one, other) =>
    one.name === other.name && one.isPrivate === other.isPrivate ? 1 : 0,
  );
  const zoned = renameZones(declared, zones);
  const referred = referredChecks(zoned, live);
  // Every two are held against each other, so each is written out once before.
  const texts = new Map(
    [...zoned.healthChecks, ...live.healthChecks].map((check) => [
      check,
      JSON.stringify(check.config),
    ]),
  );
  const checks = newNames(zoned.healthChecks, live.healthChecks, (one, other) => {
    if (referred.get(one.id) === other.id) return 2;
    return texts.get(one) === texts.get(other) ? 1 : 0;
  });
  const collections = newNames(zoned.cidrCollections, live.cidrCollections, (one, other) =>
    one.name === other.name ? 1 : 0,
  );
  return renameAccelerators(renameCollections(renameChecks(zoned, checks), collections), live);
}

/** For each thing whose id nobody has, the id of the best match that nothing else has claimed. */
function newNames<T extends { readonly id: string }>(
  declared: readonly T[],
  live: readonly T[],
  likeness: (one: T, other: T) => number,
): Names {
  const own = new Set(declared.map(({ id }) => id));
  const known = new Set(live.map(({ id }) => id));
  const free = live.filter(({ id }) => !own.has(id));
  const names = new Map<string, string>();
  const pairs = declared
    .filter(({ id }) => !known.has(id))
    .flatMap((one) => free.map((other) => ({ one, other, like: likeness(one, other) })))
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like);
  const claimed = new Set<string>();
  for (const { one, other } of pairs) {
    if (names.has(one.id) || claimed.has(other.id)) continue;
    names.set(one.id, other.id);
    claimed.add(other.id);
  }
  return names;
}

/** Health checks that the same record set names in both. */
function referredChecks(declared: RoutingDesign, live: RoutingDesign): Names {
  const named = new Map(
    live.hostedZones.flatMap(({ id, records }) =>
      records.map((set): [string, string | undefined] => [
        `${id} ${recordKey(set)}`,
        set.healthCheckId,
      ]),
    ),
  );
  const pairs = declared.hostedZones.flatMap(({ id, records }) =>
    records.flatMap((set): [string, string][] => {
      const other = named.get(`${id} ${recordKey(set)}`);
      return set.healthCheckId === undefined || other === undefined
        ? []
        : [[set.healthCheckId, other]];
    }),
  );
  return new Map(pairs);
}

function renameZones(design: RoutingDesign, names: Names): RoutingDesign {
  if (names.size === 0) return design;
  return {
    ...design,
    hostedZones: design.hostedZones.map((zone) => ({
      ...zone,
      id: names.get(zone.id) ?? zone.id,
      records: zone.records.map((set) => {
        const { alias } = set;
        if (alias === undefined) return set;
        const hostedZoneId = names.get(alias.hostedZoneId) ?? alias.hostedZoneId;
        return { ...set, alias: { ...alias, hostedZoneId } };
      }),
    })),
  };
}

function renameChecks(design: RoutingDesign, names: Names): RoutingDesign {
  if (names.size === 0) return design;
  const renamed = (id: string) => names.get(id) ?? id;
  return {
    ...design,
    hostedZones: design.hostedZones.map((zone) => ({
      ...zone,
      records: zone.records.map((set) =>
        set.healthCheckId === undefined
          ? set
          : { ...set, healthCheckId: renamed(set.healthCheckId) },
      ),
    })),
    healthChecks: design.healthChecks.map((check) => {
      const { config } = check;
      const id = renamed(check.id);
      if (config.type !== "CALCULATED") return { ...check, id };
      return { ...check, id, config: { ...config, childIds: config.childIds.map(renamed).sort() } };
    }),
  };
}

function renameCollections(design: RoutingDesign, names: Names): RoutingDesign {
  if (names.size === 0) return design;
  return {
    ...design,
    cidrCollections: design.cidrCollections.map((each) => ({
      ...each,
      id: names.get(each.id) ?? each.id,
    })),
    hostedZones: design.hostedZones.map((zone) => ({
      ...zone,
      records: zone.records.map((set) => {
        const { routing } = set;
        if (routing.policy !== "ip-based") return set;
        const collectionId = names.get(routing.collectionId) ?? routing.collectionId;
        return { ...set, routing: { ...routing, collectionId } };
      }),
    })),
  };
}

function renameAccelerators(design: RoutingDesign, live: RoutingDesign): RoutingDesign {
  return {
    ...design,
    accelerators: design.accelerators.map((each) => {
      const [same, ...others] = live.accelerators.filter(({ name }) => name === each.name);
      const isSame = each.arn === undefined && same?.arn !== undefined && others.length === 0;
      return isSame ? { ...each, arn: same.arn } : each;
    }),
  };
}
