import type { ZoneWithRecords } from "./hosted-zone-spec.ts";
import type { RecordSet } from "./record-set.ts";
import type { PolicyName, RoutingPolicy } from "./routing-policy.ts";

/** Something wrong with a record of a zone; the path begins with its place in the list. */
export interface WrongRecord {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Placed {
  readonly at: number;
  readonly set: RecordSet;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_IN_GROUP: Readonly<Record<PolicyName, number>> = {
  simple: 1,
  weighted: 100,
  latency: 100,
  failover: 2,
  geolocation: 100,
  geoproximity: 30,
  "ip-based": 100,
  multivalue: 100,
};

/** A name for comparing: lower case, a dot at its end. */
function spelt(name: string): string {
  return `${name.toLowerCase().replace(/\.$/, "")}.`;
}

/**
 * What Route 53 refuses in the records of one zone taken together: a name outside the zone, a CNAME
 * at its top, and in the record sets of one name and type more than one policy, an identifier or a
 * place twice, different TTLs of weights, too many.
 */
export function wrongRecords(zone: Pick<ZoneWithRecords, "name" | "records">): WrongRecord[] {
  const groups = new Map<string, Placed[]>();
  zone.records.forEach((set, at) => {
    const key = `${spelt(set.name)} ${set.type}`;
    groups.set(key, [...(groups.get(key) ?? []), { at, set }]);
  });
  return [
    ...zone.records.flatMap((set, at) => wrongPlace(set, at, spelt(zone.name))),
    ...[...groups.values()].flatMap(wrongGroup),
  ];
}

function wrongPlace(set: RecordSet, at: number, zoneName: string): WrongRecord[] {
  const name = spelt(set.name);
  if (name !== zoneName && !name.endsWith(`.${zoneName}`)) {
    return [
      { path: [at, "name"], message: `${set.name} does not lie within the zone ${zoneName}` },
    ];
  }
  if (set.type === "CNAME" && name === zoneName) {
    return [
      { path: [at, "type"], message: "no CNAME can stand at the top of a zone; use an alias" },
    ];
  }
  const { alias, routing } = set;
  if (routing.policy === "failover" && alias?.evaluateTargetHealth === false) {
    const message = "must be true: a failover alias asks whether its target is healthy";
    return [{ path: [at, "alias", "evaluateTargetHealth"], message }];
  }
  return [];
}

function wrongGroup(group: readonly Placed[]): WrongRecord[] {
  const [first] = group;
  if (first === undefined || group.length === 1) return [];
  const { policy } = first.set.routing;
  const odd = group.find(({ set }) => set.routing.policy !== policy);
  if (odd !== undefined) {
    const message = `one name and type has one policy, but this is ${odd.set.routing.policy} beside ${policy}`;
    return [{ path: [odd.at, "routing", "policy"], message }];
  }
  if (group.length > MOST_IN_GROUP[policy]) {
    const most = MOST_IN_GROUP[policy];
    const message = `${group.length} ${policy} record sets of one name and type; Route 53 takes ${most}`;
    return [{ path: [first.at, "name"], message }];
  }
  return [
    ...twice(group, "setIdentifier", ({ setIdentifier }) => setIdentifier),
    ...twice(group, "routing", ({ routing }) => slotOf(routing)),
    ...differentTtls(group, first),
  ];
}

function twice(
  group: readonly Placed[],
  field: string,
  keyOf: (set: RecordSet) => string | undefined,
): WrongRecord[] {
  const seen = new Set<string>();
  return group.flatMap(({ at, set }) => {
    const key = keyOf(set);
    if (key === undefined) return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: [at, field], message: `${key} stands twice for ${set.name} ${set.type}` }];
  });
}

/** What only one record set of a group may be; undefined where any number may be alike. */
function slotOf(routing: RoutingPolicy): string | undefined {
  switch (routing.policy) {
    case "latency":
      return routing.region;
    case "failover":
      return routing.role;
    case "ip-based":
      return `${routing.collectionId}/${routing.location}`;
    case "geolocation":
      return [routing.continentCode, routing.countryCode, routing.subdivisionCode]
        .filter((code) => code !== undefined)
        .join("-");
    case "simple":
    case "weighted":
    case "geoproximity":
    case "multivalue":
      return undefined;
  }
}

function differentTtls(group: readonly Placed[], first: Placed): WrongRecord[] {
  if (first.set.routing.policy !== "weighted") return [];
  const ttls = new Set(group.flatMap(({ set }) => set.ttlS ?? []));
  if (ttls.size <= 1) return [];
  const message = `weighted record sets of one name and type have one TTL, not ${[...ttls].join(", ")} s`;
  return [{ path: [first.at, "ttlS"], message }];
}
