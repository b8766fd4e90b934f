import type { AcceleratorSpec, EndpointGroupSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import { isAcceleratorAt } from "../routing/accelerator-at.ts";
import type { Asker } from "../routing/asker.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";
import { ownerOf } from "../routing/owner-of.ts";
import type { Door } from "../routing/predict-served.ts";
import type { RoutingWorld } from "../routing/routing-world.ts";
import { canFail, possibleRecords } from "./possible-records.ts";

/** Something that an asker may be led to in some state of health. */
export interface Reached {
  /** Address, canonical name, ARN or id: what an endpoint book knows endpoints by. */
  readonly key: string;
  /** Whether it is led to while everything is healthy. */
  readonly isUsual: boolean;
  /** Whether somebody else takes over by itself when this alone fails. */
  readonly hasWayOut: boolean;
}

const MOST_STEPS = 16;
/** Groups that an accelerator tries for a healthy endpoint. */
const GROUPS_TRIED = 3;

/**
 * Everything that an asker may be led to at a door, whatever fails, alone or together, and also while
 * nothing is healthy: by the rules of the model of routing, without asking for one state after another.
 */
export function reachedBy(
  world: RoutingWorld,
  { host, port }: Door,
  asker: Asker,
  scope: ReachScope,
): Reached[] {
  const start: State = { isUsual: true, hasWayOut: false, step: 0 };
  const walk: Walk = { world, asker, scope };
  const leaves = isAddress(host)
    ? [leaf(host, start)]
    : byName(walk, canonicalName(host), "A", start);
  const { accelerators } = world.design;
  if (accelerators.length === 0) return leaves;
  return leaves.flatMap((own) => {
    const accelerator = accelerators.find((each) => isAcceleratorAt(each, own.key));
    return accelerator === undefined ? [own] : throughAccelerator(walk, accelerator, port, own);
  });
}

/** `usual`: only what is led to while everything is healthy, with its ways out. */
export type ReachScope = "usual" | "all";

interface Walk {
  readonly world: RoutingWorld;
  readonly asker: Asker;
  readonly scope: ReachScope;
}

/** What was found out on the way down. */
interface State extends Omit<Reached, "key"> {
  readonly step: number;
}

function leaf(key: string, { isUsual, hasWayOut }: State): Reached {
  return { key, isUsual, hasWayOut };
}

function byName(walk: Walk, name: string, type: RecordType, state: State): Reached[] {
  const zone = walk.world.zoneOf(name);
  return zone === undefined ? [leaf(name, state)] : inZone(walk, zone, name, type, state);
}

function inZone(walk: Walk, zone: string, name: string, type: RecordType, state: State): Reached[] {
  if (state.step > MOST_STEPS) return [];
  const { world, asker, scope } = walk;
  const owner = ownerOf((each) => world.hasName(zone, each), name);
  const own = world.records(zone, owner, type);
  const records = own.length > 0 ? own : world.records(zone, owner, "CNAME");
  const { usual, all } = possibleRecords(world, zone, records, asker);
  return (scope === "all" ? all : usual).flatMap((set) => {
    const below: State = {
      isUsual: state.isUsual && usual.includes(set),
      hasWayOut: state.hasWayOut || (all.length > 1 && canFail(world, zone, set)),
      step: state.step + 1,
    };
    return answersOf(walk, zone, set, type, below);
  });
}

function answersOf(
  walk: Walk,
  zone: string,
  { alias, values = [], type: own }: RecordSet,
  type: RecordType,
  state: State,
): Reached[] {
  if (alias !== undefined) {
    const target = canonicalName(alias.dnsName);
    if (alias.hostedZoneId !== zone) return [leaf(target, state)];
    return inZone(walk, zone, target, type, state);
  }
  return values.flatMap((value) =>
    own === "CNAME" && type !== "CNAME"
      ? byName(walk, canonicalName(value), type, state)
      : [leaf(value, state)],
  );
}

/** Dials decide whom it is led to usually; failover does not ask about them, nor fail-open about weights. */
function throughAccelerator(
  { world, asker }: Walk,
  { enabled, listeners }: AcceleratorSpec,
  port: number,
  { isUsual, hasWayOut }: Reached,
): Reached[] {
  if (!enabled) return [];
  const listener = listeners.find(({ portRanges }) =>
    portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
  );
  const groups = (listener?.endpointGroups ?? []).filter(({ endpoints }) => endpoints.length > 0);
  const placed = groups.map((group) => ({ group, far: world.latency(asker, group.region) }));
  const isKnown = placed.length === 1 || placed.every(({ far }) => far !== undefined);
  placed.sort((a, b) => (a.far ?? 0) - (b.far ?? 0));
  const ordered = placed.map(({ group }) => group);
  const dialled = new Set(isKnown ? dialledOf(ordered) : ordered);
  const refuges = isKnown ? ordered.slice(0, GROUPS_TRIED) : ordered;
  return ordered.flatMap((group, at) => {
    const isOpen = !isKnown || at === 0;
    return group.endpoints
      .filter(
        ({ weight }) => isOpen || (weight > 0 && (dialled.has(group) || refuges.includes(group))),
      )
      .map(({ endpointId, weight }) => ({
        key: endpointId,
        isUsual: isUsual && weight > 0 && dialled.has(group),
        hasWayOut: hasWayOut || takersBeside(group, endpointId, refuges),
      }));
  });
}

/** Groups that get traffic while everything is healthy, the nearest first. */
function dialledOf(nearestFirst: readonly EndpointGroupSpec[]): EndpointGroupSpec[] {
  let left = 1;
  const dialled = nearestFirst.filter(({ dialPercent }) => {
    const share = (left * dialPercent) / 100;
    left -= share;
    return share > 0;
  });
  const [nearest] = nearestFirst;
  return left > 0 && nearest !== undefined ? [nearest, ...dialled] : dialled;
}

function takersBeside(
  group: EndpointGroupSpec,
  endpointId: string,
  refuges: readonly EndpointGroupSpec[],
): boolean {
  return [group, ...refuges].some(({ endpoints }) =>
    endpoints.some((each) => each.endpointId !== endpointId && each.weight > 0),
  );
}
