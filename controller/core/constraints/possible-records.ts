import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { Asker } from "../routing/asker.ts";
import { chooseRecord } from "../routing/choose-record.ts";
import { canonicalName } from "../routing/names.ts";
import { ownerOf } from "../routing/owner-of.ts";
import type { RoutingWorld } from "../routing/routing-world.ts";

/** Record sets of one name that may be answered with. */
export interface PossibleRecords {
  /** While everything is healthy. */
  readonly usual: readonly RecordSet[];
  /** In any state of health, the usual ones among them. */
  readonly all: readonly RecordSet[];
}

/**
 * Which record sets of one name and type an asker may be answered with, whatever fails. Where the model
 * cannot tell, any of them.
 */
export function possibleRecords(
  world: RoutingWorld,
  zone: string,
  records: readonly RecordSet[],
  asker: Asker,
): PossibleRecords {
  const usual = chosenOf(world, records, asker) ?? records;
  const others = records.filter((set) => !usual.includes(set));
  const [first] = usual;
  if (first === undefined || others.length === 0) return { usual, all: usual };
  if (!usual.every((set) => canFail(world, zone, set))) return { usual, all: usual };
  switch (first.routing.policy) {
    case "simple":
    // AWS documents no way out of a location.
    case "ip-based":
      return { usual, all: usual };
    case "weighted":
    case "multivalue":
    case "failover":
      return { usual, all: records };
    case "latency":
    case "geoproximity":
      if (others.every((set) => canFail(world, zone, set))) return { usual, all: records };
      return { usual, all: [...usual, ...possibleRecords(world, zone, others, asker).all] };
    case "geolocation":
      return { usual, all: [...usual, ...possibleRecords(world, zone, others, asker).all] };
  }
}

/** Empty where none is for the asker; undefined where it is not known which. */
function chosenOf(world: RoutingWorld, records: readonly RecordSet[], asker: Asker) {
  const choice = chooseRecord(records, {
    asker,
    isHealthy: () => true,
    latency: world.latency,
    collection: (id) => world.design.cidrCollections.find((each) => each.id === id),
  });
  const chosen: RecordSet[] = [];
  for (const { item } of choice) {
    if (!("kind" in item)) chosen.push(item);
    else if (item.kind === "unknown") return undefined;
  }
  return chosen;
}

const failable = new WeakMap<RoutingWorld, Map<RecordSet, boolean>>();

/** Whether a record set is ever unhealthy: by a check of its own, or because all at its target are. */
export function canFail(world: RoutingWorld, zone: string, set: RecordSet): boolean {
  const known = failable.get(world) ?? new Map<RecordSet, boolean>();
  failable.set(world, known);
  const before = known.get(set);
  if (before !== undefined) return before;
  const found = isEverUnhealthy(world, zone, set, 0);
  known.set(set, found);
  return found;
}

/** Aliases that are followed before the chain is taken for a ring. */
const MOST_STEPS = 16;

function isEverUnhealthy(world: RoutingWorld, zone: string, set: RecordSet, step: number): boolean {
  if (set.healthCheckId !== undefined && isChecked(world, set.healthCheckId)) return true;
  if (set.alias?.evaluateTargetHealth !== true || step > MOST_STEPS) return false;
  const target = canonicalName(set.alias.dnsName);
  // What it means for an accelerator is not documented; load balancers fail.
  if (set.alias.hostedZoneId !== zone) return !target.endsWith(".awsglobalaccelerator.com.");
  const owner = ownerOf((each) => world.hasName(zone, each), target);
  const below = world.records(zone, owner, set.type);
  return below.length > 0 && below.every((each) => isEverUnhealthy(world, zone, each, step + 1));
}

/** A check that is switched off says the same for ever. */
function isChecked({ design }: RoutingWorld, id: string): boolean {
  const check = design.healthChecks.find((each) => each.id === id);
  return check === undefined || !check.config.disabled;
}
