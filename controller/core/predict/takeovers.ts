import type { Asker } from "../routing/asker.ts";
import type { KnownHealth } from "../routing/assumed-health.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { predictWays, type Way } from "../routing/predict-served.ts";
import { type RoutingWorld, withHealth } from "../routing/routing-world.ts";
import type { Spread } from "../routing/spread.ts";
import type { Audience } from "./audience.ts";
import { endpointDown } from "./endpoint-down.ts";
import type { RoutedDesign } from "./routed-design.ts";

/** A way to an endpoint, as far as it decides how long its failure lasts for who goes by it. */
export interface FailingWay {
  readonly entry: "dns" | "accelerator";
  readonly endpoint: string;
  /** Address, name or id that it ends at. */
  readonly at: string;
  /** The record sets on it, by their places among all of the design in canonical form. */
  readonly trail: readonly number[];
  /** Health checks that find the endpoint down. */
  readonly downChecks: ReadonlySet<string>;
}

/** Users of a group whom one way leads to an endpoint. */
export interface Takeover {
  /** Place of the group among the audiences. */
  readonly audience: number;
  /** Part of the group. */
  readonly share: number;
  /** Part of these whom another endpoint serves when theirs fails. */
  readonly recovers: number;
  readonly way: FailingWay;
}

/** Who takes over whom, when each endpoint fails that serves somebody; the others stay up. */
export function takeovers(
  audiences: readonly Audience[],
  routed: RoutedDesign,
  book: EndpointBook,
): Takeover[] {
  const fates = fatesIn(routed, book);
  const isBlind = new Set(routed.ways.flat()).size === 1;
  let common: readonly Fate[] | undefined;
  return audiences.flatMap(({ listeners }, audience) => {
    const own = new Map<FailingWay, { share: number; recovered: number }>();
    listeners.forEach(({ asker }, at) => {
      const told = common ?? fates(routed.ways[audience]?.[at] ?? [], asker);
      if (isBlind) common = told;
      for (const { way, probability, recovers } of told) {
        const sum = own.get(way) ?? { share: 0, recovered: 0 };
        sum.share += probability / listeners.length;
        sum.recovered += (probability * recovers) / listeners.length;
        own.set(way, sum);
      }
    });
    return [...own].map(([way, { share, recovered: back }]): Takeover => {
      return { audience, share, recovers: Math.min(1, back / share), way };
    });
  });
}

/** Users at one vantage whom a way leads to an endpoint, and what part of them another takes over. */
interface Fate {
  readonly way: FailingWay;
  readonly probability: number;
  readonly recovers: number;
}

function fatesIn({ world, door }: RoutedDesign, book: EndpointBook) {
  const downOf = endpointDown(world.design, book);
  const wayOf = failingWays(world.design.hostedZones.flatMap(({ records }) => records));
  const failed = new Map<string, FailedWorld>();
  const failedWorld = (endpoint: string): FailedWorld => {
    const known = failed.get(endpoint);
    if (known !== undefined) return known;
    const down = downOf(endpoint);
    const made = { down, world: withHealth(world, down) };
    failed.set(endpoint, made);
    return made;
  };
  return (ways: Spread<Way>, asker: Asker): Fate[] =>
    [...byEndpoint(ways)].flatMap(([endpoint, reached]) => {
      const then = failedWorld(endpoint);
      const recovers = recovered(predictWays(then.world, book, door, asker), endpoint);
      return reached.map(({ probability, item }) => {
        return { way: wayOf(item, endpoint, then.down.downChecks), probability, recovers };
      });
    });
}

interface FailedWorld {
  readonly down: KnownHealth;
  readonly world: RoutingWorld;
}

function byEndpoint(ways: Spread<Way>): ReadonlyMap<string, Spread<Way>> {
  const reached = new Map<string, { probability: number; item: Way }[]>();
  for (const each of ways) {
    const { served } = each.item;
    if (served.kind !== "endpoint") continue;
    const known = reached.get(served.endpoint);
    if (known === undefined) reached.set(served.endpoint, [each]);
    else known.push(each);
  }
  return reached;
}

/** Whoever is led to the failed endpoint again, to nobody, or to whom nobody knows, has not recovered. */
function recovered(ways: Spread<Way>, failed: string): number {
  return ways.reduce(
    (sum, { probability, item: { served } }) =>
      served.kind === "endpoint" && served.endpoint !== failed ? sum + probability : sum,
    0,
  );
}

/** One object for ways that are the same, so that they can be told by it. */
function failingWays(records: readonly object[]) {
  const places = new Map(records.map((record, at) => [record, at]));
  const known = new Map<string, FailingWay>();
  return (way: Way, endpoint: string, downChecks: ReadonlySet<string>): FailingWay => {
    const trail = way.trail.map((record) => places.get(record) ?? -1);
    const at = way.at ?? "";
    const key = `${way.entry} ${trail.join(" ")} ${at}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = { entry: way.entry, endpoint, at, trail, downChecks };
    known.set(key, made);
    return made;
  };
}
