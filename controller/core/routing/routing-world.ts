import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet, RecordType } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { acceleratorBook } from "./accelerator-book.ts";
import { judgeHealthChecks } from "./judge-health-checks.ts";
import { byDistance, type LatencyTable } from "./latency-table.ts";
import { canonicalName, liesWithin } from "./names.ts";

/** What is assumed about the world while a design is asked who answers. */
export interface Assumed {
  readonly latency?: LatencyTable | undefined;
  /** Ids of health checks that find down what they look at. */
  readonly downChecks?: ReadonlySet<string> | undefined;
  /**
   * Endpoints of accelerators that are unhealthy, by their ids, and AWS resources that aliases lead to,
   * by their canonical names.
   */
  readonly downResources?: ReadonlySet<string> | undefined;
  /**
   * How near the Regions of an accelerator are to an asker, where that is known better than by the
   * latency table: who served it tells.
   */
  readonly catchment?: LatencyTable | undefined;
  /** Canonical names that stand although the design, which holds parts of its zones, has no records of them. */
  readonly ends?: ReadonlySet<string> | undefined;
}

/** A design, in canonical form, made ready for questions. */
export interface RoutingWorld {
  readonly design: RoutingDesign;
  readonly latency: LatencyTable;
  /** Of accelerators; undefined where the latency table has to do. */
  readonly catchment: LatencyTable;
  readonly isEnd: (name: string) => boolean;
  readonly isCheckHealthy: (healthCheckId: string) => boolean;
  readonly isResourceUp: (name: string) => boolean;
  /** Id of the zone that answers for a name: that with the longest name. */
  readonly zoneOf: (name: string) => string | undefined;
  /** The record sets of a name and type in a zone; empty where there are none. */
  readonly records: (zoneId: string, name: string, type: RecordType) => readonly RecordSet[];
  readonly hasName: (zoneId: string, name: string) => boolean;
  /** The accelerator that a canonical name or an address reaches. */
  readonly acceleratorAt: (key: string) => AcceleratorSpec | undefined;
}

export function routingWorld(design: RoutingDesign, assumed: Assumed = {}): RoutingWorld {
  const byZone = new Map(design.hostedZones.map(({ id, records }) => [id, recordsByName(records)]));
  const zones = design.hostedZones
    .filter(({ isPrivate }) => !isPrivate)
    .map(({ id, name }) => ({ id, name: canonicalName(name) }))
    .sort((a, b) => b.name.length - a.name.length);
  return {
    design,
    latency: assumed.latency ?? byDistance,
    catchment: assumed.catchment ?? (() => undefined),
    isEnd: (name) => assumed.ends?.has(name) === true,
    ...healthIn(design, assumed),
    zoneOf: (name) => zones.find((zone) => liesWithin(name, zone.name))?.id,
    records: (zoneId, name, type) => byZone.get(zoneId)?.get(name)?.get(type) ?? NO_RECORDS,
    hasName: (zoneId, name) => byZone.get(zoneId)?.has(name) === true,
    acceleratorAt: acceleratorBook(design.accelerators),
  };
}

const NO_RECORDS: readonly RecordSet[] = [];

type RecordsByName = ReadonlyMap<string, ReadonlyMap<RecordType, readonly RecordSet[]>>;

function recordsByName(records: readonly RecordSet[]): RecordsByName {
  const byName = new Map<string, Map<RecordType, RecordSet[]>>();
  for (const set of records) {
    const byType = byName.get(set.name) ?? new Map<RecordType, RecordSet[]>();
    byType.set(set.type, [...(byType.get(set.type) ?? []), set]);
    byName.set(set.name, byType);
  }
  return byName;
}

type Health = Pick<RoutingWorld, "isCheckHealthy" | "isResourceUp">;

/** The same world with something else up and down in it. */
export function withHealth(world: RoutingWorld, assumed: Assumed): RoutingWorld {
  return { ...world, ...healthIn(world.design, assumed) };
}

function healthIn({ healthChecks }: RoutingDesign, assumed: Assumed): Health {
  const down = assumed.downResources ?? new Set<string>();
  return {
    isCheckHealthy: judgeHealthChecks(healthChecks, assumed.downChecks ?? new Set()),
    isResourceUp: (name) => !down.has(name),
  };
}
