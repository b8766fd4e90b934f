import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";
import type { Door } from "../routing/predict-served.ts";
import type { RoutingWorld } from "../routing/routing-world.ts";
import { canFail } from "./possible-records.ts";

/** Policies under which any other record set takes over, whoever asks. */
const PASSING_ON: ReadonlySet<RoutingPolicy["policy"]> = new Set([
  "weighted",
  "multivalue",
  "latency",
  "geoproximity",
  "failover",
] as const);

const MOST_STEPS = 16;

/**
 * Whether a design is seen, without asking for anybody in particular, to have somebody take over from
 * each endpoint. False says nothing: then whoever asks has to be followed.
 */
export function isNeverStuck(world: RoutingWorld, { host }: Door): boolean {
  return isAddress(host) ? endsWell(world, host) : nameEndsWell(world, canonicalName(host), 0);
}

function nameEndsWell(world: RoutingWorld, name: string, step: number): boolean {
  const zone = world.zoneOf(name);
  if (zone === undefined) return endsWell(world, name);
  const own = world.records(zone, name, "A");
  const records = own.length > 0 ? own : world.records(zone, name, "CNAME");
  if (records.length === 0 || step > MOST_STEPS) return false;
  return records.every((set) => isLeft(world, zone, set, records) || leadsWell(world, set, step));
}

function isLeft(
  world: RoutingWorld,
  zone: string,
  set: RecordSet,
  records: readonly RecordSet[],
): boolean {
  return records.length > 1 && PASSING_ON.has(set.routing.policy) && canFail(world, zone, set);
}

function leadsWell(world: RoutingWorld, { alias, type, values = [] }: RecordSet, step: number) {
  const targets = alias === undefined ? values : [alias.dnsName];
  return targets.every((target) =>
    alias === undefined && type === "A"
      ? endsWell(world, target)
      : nameEndsWell(world, canonicalName(target), step + 1),
  );
}

/** Of an accelerator with several groups any can fail, if each has an endpoint that takes traffic. */
function endsWell(world: RoutingWorld, key: string): boolean {
  const accelerator = world.acceleratorAt(key);
  return accelerator?.listeners.every(hasSeveral) ?? false;
}

function hasSeveral({ endpointGroups }: AcceleratorSpec["listeners"][number]): boolean {
  const groups = endpointGroups.filter(({ endpoints }) => endpoints.length > 0);
  return (
    groups.length > 1 && groups.every(({ endpoints }) => endpoints.some(({ weight }) => weight > 0))
  );
}
