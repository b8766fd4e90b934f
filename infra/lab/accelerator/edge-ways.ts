import type { PathDelay } from "../delay/passage.ts";
import type { Atlas } from "../places/atlas.ts";
import { regionStop } from "../places/region-stop.ts";
import type { Edge, World, WorldEndpoint, WorldVantage } from "../world/world.ts";
import { acceleratedPath, backboneRttMs, edgeOf } from "./accelerated-path.ts";
import type { EndpointResource } from "./endpoint-resources.ts";

/**
 * The ways from clients over their edges, each worked out once: what an edge takes to decide would be
 * measured with the way.
 */
export class EdgeWays {
  readonly #world: World;
  readonly #atlas: Atlas;
  readonly #endpoints: ReadonlyMap<string, WorldEndpoint>;
  readonly #clients: ReadonlyMap<string, { readonly vantage: WorldVantage; readonly edge: Edge }>;
  readonly #rtts = new Map<string, number | undefined>();
  readonly #delays = new Map<string, PathDelay | null>();

  constructor(world: World, atlas: Atlas) {
    this.#world = world;
    this.#atlas = atlas;
    this.#endpoints = new Map(world.endpoints.map((endpoint) => [endpoint.address, endpoint]));
    this.#clients = new Map(
      world.vantages.map((vantage) => [
        vantage.sourceAddress,
        { vantage, edge: edgeOf(world, vantage) },
      ]),
    );
  }

  endpointAt(address: string): WorldEndpoint | undefined {
    return this.#endpoints.get(address);
  }

  /** Round trip in ms from a client's edge to a Region; undefined for a stranger and an unknown Region. */
  rttMsTo(sourceAddress: string, region: string): number | undefined {
    return once(this.#rtts, `${sourceAddress} ${region}`, () => {
      const edge = this.#clients.get(sourceAddress)?.edge;
      const stop = regionStop(this.#atlas, region);
      return edge && stop && backboneRttMs(this.#world, this.#atlas, edge, stop);
    });
  }

  /** The delay to what stands at a resource's address; null for a stranger, who has none. */
  delayTo(sourceAddress: string, resource: EndpointResource): PathDelay | null {
    return once(this.#delays, `${sourceAddress} ${resource.address}`, () => {
      const vantage = this.#clients.get(sourceAddress)?.vantage;
      // What is no endpoint of the world stands in its Region and answers at once.
      const region = regionStop(this.#atlas, resource.region);
      const stop = this.endpointAt(resource.address) ?? (region && { ...region, serverTimeMs: 0 });
      if (vantage === undefined || stop === undefined) return null;
      return acceleratedPath(this.#world, this.#atlas, vantage, stop).delay;
    });
  }
}

/** There may be any number of strangers: then all is worked out again. */
const MOST_KEPT = 10_000;

function once<Value>(known: Map<string, Value>, key: string, workOut: () => Value): Value {
  // What nobody knows is undefined, and is found out once, too.
  if (known.has(key)) return known.get(key) as Value;
  const value = workOut();
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, value);
  return value;
}
