import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { type Lookup, probeForCheck } from "./checker-probe.ts";
import { HealthService } from "./health-service.ts";
import { reachThrough } from "./reach.ts";

/** Of each check, where nothing else is said. */
export const CHECKERS_PER_REGION = 2;
/** From a status to the answers made of it, in lab time, where nothing else is said. */
export const LONGEST_PUBLISH_DELAY_MS = 5_000;

/** What real checkers need of their world. */
export interface HealthWorld {
  readonly clock: LabClock;
  readonly random: Random;
  /** First three numbers of the checkers' addresses, such as `127.77.6`. */
  readonly network: string;
  /** Who is cut off from whom; the faults of an endpoint as a whole meet the sockets. */
  readonly faults: EndpointFaults;
  readonly lookup: Lookup;
  /** 1 to 30; 2 where left out. */
  readonly checkersPerRegion?: number;
  /** Longest time from a status to the answers made of it, in lab time; 5 s where left out. */
  readonly longestPublishDelayMs?: number;
}

/** Route 53's health checking with checkers that open real sockets. */
export function createHealthService(world: HealthWorld): HealthService {
  const { clock, random, network, faults, lookup } = world;
  const means = { clock, lookup, reach: reachThrough(faults) };
  return new HealthService({
    clock,
    random,
    network,
    checkersPerRegion: world.checkersPerRegion ?? CHECKERS_PER_REGION,
    probe: (id, config, place) => probeForCheck(id, config, place, means),
    wallNowMs: () => Date.now(),
    longestPublishDelayMs: world.longestPublishDelayMs ?? LONGEST_PUBLISH_DELAY_MS,
  });
}
