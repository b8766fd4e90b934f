import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PolicyName } from "../../contract/aws/routing-policy.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { type Door, predictWays, type Way } from "../routing/predict-served.ts";
import { type Assumed, type RoutingWorld, routingWorld } from "../routing/routing-world.ts";
import type { Spread } from "../routing/spread.ts";
import type { Audience, Listener } from "./audience.ts";
import type { ServedPart } from "./prediction.ts";

/** A design that was asked for every vantage where it leads. */
export interface RoutedDesign {
  readonly world: RoutingWorld;
  readonly door: Door;
  /** Of each audience, and in it of each of its vantages, in their order; of those led alike the same object. */
  readonly ways: readonly (readonly Spread<Way>[])[];
}

/** What is asked, besides the design, to know where it leads. */
export interface Ground {
  readonly audiences: readonly Audience[];
  readonly endpoints: EndpointBook;
  readonly assumed: Assumed;
}

/** Asks a design for everybody, as it is while nothing is down. */
export function routedDesign(
  { audiences, endpoints, assumed }: Ground,
  design: RoutingDesign,
  door: Door,
): RoutedDesign {
  const world = routingWorld(canonicalDesign(design), assumed);
  const ask = ({ asker }: Listener) => predictWays(world, endpoints, door, asker);
  const [anybody] = audiences.flatMap(({ listeners }) => listeners);
  const forAll = anybody !== undefined && isBlind(design) ? ask(anybody) : undefined;
  const ways = audiences.map(({ listeners }) => listeners.map((each) => forAll ?? ask(each)));
  return { world, door, ways };
}

/** Whether a design answers everybody alike, whoever asks. */
function isBlind({ hostedZones, accelerators }: RoutingDesign): boolean {
  const records = hostedZones.flatMap((zone) => zone.records);
  return accelerators.length === 0 && records.every(({ routing }) => BLIND.has(routing.policy));
}

const BLIND: ReadonlySet<PolicyName> = new Set(["simple", "weighted", "failover", "multivalue"]);

/** Who serves a group, vantage by vantage, and what of it nobody serves or nobody knows who does. */
export interface ServedGroup {
  readonly parts: readonly ServedPart[];
  readonly unserved: number;
  readonly unknown: number;
}

/** By the ways of its vantages, each of which stands for an equal part. */
export function servedGroup({ listeners }: Audience, ways: readonly Spread<Way>[]): ServedGroup {
  if (listeners.length === 0) return { parts: [], unserved: 0, unknown: 1 };
  const parts: ServedPart[] = [];
  let unserved = 0;
  let unknown = 0;
  listeners.forEach(({ vantage }, at) => {
    const first = parts.length;
    for (const { probability, item } of ways[at] ?? []) {
      const share = probability / listeners.length;
      const { entry, served } = item;
      if (served.kind === "none") unserved += share;
      // What belongs to no endpoint may well be one of whom an address is missing.
      else if (served.kind !== "endpoint") unknown += share;
      else addTo(parts, first, { vantage, entry, endpoint: served.endpoint, share });
    }
  });
  return { parts, unserved, unknown };
}

/** To what the same vantage, whose parts begin at `first`, gets of the same. */
function addTo(parts: ServedPart[], first: number, part: ServedPart): void {
  for (let at = first; at < parts.length; at += 1) {
    const known = parts[at] as ServedPart;
    if (known.endpoint !== part.endpoint || known.entry !== part.entry) continue;
    parts[at] = { ...known, share: known.share + part.share };
    return;
  }
  parts.push(part);
}

/** Designs with the same text lead everybody alike: they differ in how long answers are kept and how health is checked. */
export function routingKey(design: RoutingDesign, door: Door): string {
  const { hostedZones, healthChecks, cidrCollections, accelerators } = design;
  return JSON.stringify([
    door,
    hostedZones.map(({ id, name, isPrivate, records }) => [
      id,
      name,
      isPrivate,
      records.map(withoutTtl),
    ]),
    healthChecks.map(({ id, config }) => [
      id,
      { ...config, requestIntervalS: 0, failureThreshold: 0 },
    ]),
    cidrCollections,
    accelerators.map(({ listeners, ...rest }) => [
      rest,
      listeners.map(({ endpointGroups, ...listener }) => [
        listener,
        endpointGroups.map((group) => ({ ...group, healthCheck: null })),
      ]),
    ]),
  ]);
}

function withoutTtl({ ttlS: _, ...rest }: RecordSet): Omit<RecordSet, "ttlS"> {
  return rest;
}
