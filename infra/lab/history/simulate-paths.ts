import type { PathHistory } from "../../../controller/contract/path-history.ts";
import {
  acceleratedPath,
  backboneRttMs,
  clientEdgeRttMs,
  edgeOf,
} from "../accelerator/accelerated-path.ts";
import type { Truth } from "../announcement.ts";
import type { Atlas } from "../places/atlas.ts";
import { directPath } from "../world/direct-path.ts";
import type { World, WorldEndpoint, WorldVantage } from "../world/world.ts";
import { namedRandom } from "./named-random.ts";
import { type HistoryGrid, simulatePath } from "./simulate-path.ts";
import { driftOfWay, type Way } from "./way-drift.ts";

/** How the internet behaves, and a provider's own network. Judged, not measured. */
const INTERNET = { loadRatio: 0.03, wanderRatio: 0.01, detourRatio: 0.04 } as const;
const BACKBONE = { loadRatio: 0.004, wanderRatio: 0.003, detourRatio: 0 } as const;

const HOURS_OF_DAY = 24;

/**
 * The past of every path that has a true median, around that median. Paths that share a stretch of
 * network drift together on it, whatever the entry.
 */
export function simulatePaths(
  world: World,
  atlas: Atlas,
  truth: readonly Truth[],
  grid: HistoryGrid,
): PathHistory[] {
  const drifts = new Drifts(world, atlas, grid.days * HOURS_OF_DAY);
  return truth.flatMap(({ vantage: vantageId, entry, endpoint, servedBy }) => {
    const vantage = world.vantages.find((one) => one.vantage.id === vantageId);
    const server = world.endpoints.find(({ id }) => id === servedBy);
    if (vantage === undefined || server === undefined) return [];
    const { delay } = (entry === "accelerator" ? acceleratedPath : directPath)(
      world,
      atlas,
      vantage,
      server,
    );
    const drift =
      entry === "accelerator"
        ? drifts.byAccelerator(vantage, server)
        : drifts.byInternet(vantage, server, delay.rttUs);
    const random = namedRandom(world.seed, `${vantageId} ${entry} ${endpoint ?? "*"}`);
    return [
      simulatePath({ vantage: vantageId, entry, endpoint, servedBy, delay, drift }, grid, random),
    ];
  });
}

/** Drifts of the stretches of network in a world, each drawn once. */
class Drifts {
  readonly #world: World;
  readonly #atlas: Atlas;
  readonly #hours: number;
  readonly #known = new Map<string, Float64Array>();

  constructor(world: World, atlas: Atlas, hours: number) {
    this.#world = world;
    this.#atlas = atlas;
    this.#hours = hours;
  }

  byInternet({ vantage, longitude }: WorldVantage, endpoint: WorldEndpoint, rttUs: number) {
    return this.#of({ name: `${vantage.id} ${endpoint.id}`, rttUs, longitude, ...INTERNET });
  }

  byAccelerator(vantage: WorldVantage, endpoint: WorldEndpoint): Float64Array {
    const edge = edgeOf(this.#world, vantage);
    const { longitude } = vantage;
    const toEdge = this.#of({
      name: `${vantage.vantage.id} edge ${edge.city}`,
      rttUs: 1_000 * clientEdgeRttMs(this.#atlas, vantage, edge),
      longitude,
      ...INTERNET,
    });
    const onward = this.#of({
      name: `edge ${edge.city} ${endpoint.id}`,
      rttUs: 1_000 * backboneRttMs(this.#world, this.#atlas, edge, endpoint),
      longitude: edge.longitude,
      ...BACKBONE,
    });
    return toEdge.map((us, hour) => us + (onward[hour] ?? 0));
  }

  #of(way: Way): Float64Array {
    const drift = this.#known.get(way.name) ?? driftOfWay(way, this.#hours, this.#world.seed);
    this.#known.set(way.name, drift);
    return drift;
  }
}
