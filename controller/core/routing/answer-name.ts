import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import type { Answer, Asker, Trail } from "./asker.ts";
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
  return follow({ world, type, asker }, canonicalName(name), []);
}

interface Question {
  readonly world: RoutingWorld;
  readonly type: RecordType;
  readonly asker: Asker;
}

function follow(question: Question, name: string, trail: Trail): Spread<Answer> {
  const zone = question.world.zoneOf(name);
  if (zone === undefined) return certainly({ kind: "resource", dnsName: name, trail });
  return inZone(question, zone, name, trail);
}

function inZone(question: Question, zone: string, name: string, trail: Trail): Spread<Answer> {
  const { world, type, asker } = question;
  if (trail.length > MOST_STEPS) {
    return certainly({ kind: "none", reason: `${name} leads back to itself` });
  }
  const owner = ownerOf((each) => world.hasName(zone, each), name);
  const own = world.records(zone, owner, type);
  const records = own.length > 0 ? own : world.records(zone, owner, "CNAME");
  if (records.length === 0) {
    if (trail.length > 0 && world.isEnd(name)) {
      return certainly({ kind: "resource", dnsName: name, trail });
    }
    return certainly({ kind: "none", reason: `there is no record ${name} ${type}` });
  }
  const choice = chooseRecord(records, {
    asker,
    isHealthy: (set) => isHealthy(world, zone, set),
    latency: world.latency,
    collection: (id) => world.design.cidrCollections.find((each) => each.id === id),
  });
  return thence<(typeof choice)[number]["item"], Answer>(choice, (chosen) =>
    "kind" in chosen ? certainly(chosen) : answersOf(question, zone, chosen, [...trail, chosen]),
  );
}

function answersOf(question: Question, zone: string, set: RecordSet, trail: Trail): Spread<Answer> {
  if (set.alias !== undefined) {
    const dnsName = canonicalName(set.alias.dnsName);
    if (set.alias.hostedZoneId !== zone) return certainly({ kind: "resource", dnsName, trail });
    return inZone(question, zone, dnsName, trail);
  }
  return thence(evenly(set.values ?? []), (value) =>
    set.type === "CNAME" && question.type !== "CNAME"
      ? follow(question, canonicalName(value), trail)
      : certainly<Answer>({ kind: "value", value, trail }),
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
