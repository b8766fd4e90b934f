import { drawNormal, namedRandom } from "./named-random.ts";

/** A stretch of network whose round trip is not the same at all hours. */
export interface Way {
  /** The same name drifts the same way, whoever takes it. */
  readonly name: string;
  /** Median round trip, µs. */
  readonly rttUs: number;
  /** Degrees east of the people on it: their evening is its busiest time. */
  readonly longitude: number;
  /** Share of the round trip by which it is longer at its busiest hour than at its quietest. */
  readonly loadRatio: number;
  /** Deviation of what comes and goes over hours, as a share of the round trip. */
  readonly wanderRatio: number;
  /** How much longer the detour is that it takes now and then, as a share of the round trip. */
  readonly detourRatio: number;
}

const HOURS_OF_DAY = 24;
/** Of the local day; most is sent in the evening. */
const BUSIEST_HOUR = 20;
/** How much of an hour's wandering is left an hour later: 0.97 from five minutes to the next. */
const HOUR_MEMORY = 0.97 ** 12;
/** A detour begins once in so many hours, and lasts so long, on average. */
const HOURS_BETWEEN_DETOURS = 120;
const DETOUR_HOURS = 4;

/**
 * By how many µs a way is off its median, hour by hour from a midnight (UTC) on: load that follows the
 * day, wandering that remembers the hour before (autoregressive, of order one), and detours, which come
 * and go in steps. Load and wandering are 0 on average; detours are seldom and only ever longer.
 */
export function driftOfWay(way: Way, hours: number, seed: number): Float64Array {
  const random = namedRandom(seed, way.name);
  const wander = way.wanderRatio * way.rttUs;
  const innovation = wander * Math.sqrt(1 - HOUR_MEMORY ** 2);
  const drift = new Float64Array(hours);
  let wandering = wander * drawNormal(random);
  let isDetour = false;
  for (let hour = 0; hour < hours; hour += 1) {
    wandering = HOUR_MEMORY * wandering + innovation * drawNormal(random);
    isDetour = random() < (isDetour ? 1 - 1 / DETOUR_HOURS : 1 / HOURS_BETWEEN_DETOURS);
    const detour = isDetour ? way.detourRatio : 0;
    drift[hour] = wandering + way.rttUs * (way.loadRatio * loadAt(hour, way.longitude) + detour);
  }
  return drift;
}

/** Between −½ and ½: how busy an hour (UTC) is for people at a longitude. */
function loadAt(hour: number, longitude: number): number {
  const local = hour + (longitude / 360) * HOURS_OF_DAY;
  return Math.cos((2 * Math.PI * (local - BUSIEST_HOUR)) / HOURS_OF_DAY) / 2;
}
