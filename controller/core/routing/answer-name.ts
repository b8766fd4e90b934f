import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import type { Answer, Asker } from "./asker.ts";
import { chooseRecord } from "./choose-record.ts";
import { canonicalName } from "./names.ts";
import { ownerOf } from "./owner-of.ts";
import type { RoutingWorld } from "./routing-world.ts";
import { certainly, evenly, type Spread, thence } from "./spread.ts";

/** Aliases and CNAMEs that are followed before the chain is taken for a ring. */
const MOST_STEPS = 16;

/** What a design answers an asker of a name: each possible answer with its probability. */
export function answerName(
  world: RoutingWorld,
  name: string,
  asker: Asker,
  type: RecordType = "A",
): Spread<Answer> {
  return follow(world, canonicalName(name), type, asker, 0);
}

function follow(
  world: RoutingWorld,
  name: string,
  type: RecordType,
  asker: Asker,
  step: number,
): Spread<Answer> {
  const zone = world.zoneOf(name);
  if (zone === undefined) return certainly({ kind: "resource", dnsName: name });
  return inZone(world, zone, name, type, asker, step);
}

function inZone(
  world: RoutingWorld,
  zone: string,
  name: string,
  type: RecordType,
  asker: Asker,
  step: number,
): Spread<Answer> {
  if (step > MOST_STEPS) return certainly({ kind: "none", reason: `${name} leads back to itself` });
  const owner = ownerOf((each) => world.hasName(zone, each), name);
  const own = world.records(zone, owner, type);
  const records = own.length > 0 ? own : world.records(zone, owner, "CNAME");
  if (records.length === 0) {
    return certainly({ kind: "none", reason: `there is no record ${name} ${type}` });
  }
  const choice = chooseRecord(records, {
    asker,
    isHealthy: (set) => isHealthy(world, zone, set),
    latency: world.latency,
    collection: (id) => world.design.cidrCollections.find((each) => each.id === id),
  });
  return thence<(typeof choice)[number]["item"], Answer>(choice, (chosen) =>
    "kind" in chosen ? certainly(chosen) : answersOf(world, zone, chosen, type, asker, step),
  );
}

function answersOf(
  world: RoutingWorld,
  zone: string,
  set: RecordSet,
  type: RecordType,
  asker: Asker,
  step: number,
): Spread<Answer> {
  if (set.alias !== undefined) {
    const dnsName = canonicalName(set.alias.dnsName);
    if (set.alias.hostedZoneId !== zone) return certainly({ kind: "resource", dnsName });
    return inZone(world, zone, dnsName, type, asker, step + 1);
  }
  return thence(evenly(set.values ?? []), (value) =>
    set.type === "CNAME" && type !== "CNAME"
      ? follow(world, canonicalName(value), type, asker, step + 1)
      : certainly<Answer>({ kind: "value", value }),
  );
}

/** Healthy by its own health check, and, where its alias asks for it, by its target's. */
function isHealthy(world: RoutingWorld, zone: string, set: RecordSet, step = 0): boolean {
  if (set.healthCheckId !== undefined && !world.isCheckHealthy(set.healthCheckId)) return false;
  if (set.alias?.evaluateTargetHealth !== true || step > MOST_STEPS) return true;
  const target = canonicalName(set.alias.dnsName);
  if (set.alias.hostedZoneId !== zone) return world.isResourceUp(target);
  const owner = ownerOf((each) => world.hasName(zone, each), target);
  const below = world.records(zone, owner, set.type);
  return below.length === 0 || below.some((each) => isHealthy(world, zone, each, step + 1));
}
