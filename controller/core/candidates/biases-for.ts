import { biasedKm } from "../routing/choose-geoproximity.ts";
import { distanceKm } from "../routing/distance.ts";
import type { Biases } from "./geoproximity.ts";
import type { Ground, PlannedGroup } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { isSurelyBetter } from "./surely-better.ts";

/** Biases that are tried; fine steps move nobody that coarse ones do not. */
const TRIED_BIASES = [-90, -75, -50, -25, -10, 0, 10, 25, 50, 75, 90] as const;
const MOST_ROUNDS = 3;

/** One who asks for a group, and how far each endpoint is. */
interface Unit {
  readonly group: PlannedGroup;
  /** Share of all users. */
  readonly weight: number;
  readonly km: Float64Array;
  /** Endpoint that serves without biases. */
  readonly usual: number;
  /** What was found of each endpoint so far; not a number where nothing was. */
  readonly gains: Float64Array;
}

/**
 * Biases under which users are served sooner than by plain distance, each group that is led elsewhere
 * surely so; null where there are none. Found by changing one endpoint's bias at a time while that
 * helps, at most three rounds.
 */
export function biasesFor(ground: Ground, knowledge: Knowledge): Biases | null {
  const { endpoints } = ground;
  const units = unitsOf(ground, knowledge);
  const gain = gainOf(ground, knowledge);
  const biases = endpoints.map(() => 0);
  let best = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = best;
    endpoints.forEach((_, at) => {
      const others = units.map((unit) => nearestBut(unit, biases, at));
      for (const bias of TRIED_BIASES) {
        const gained = units.reduce((sum, unit, unitAt) => {
          const other = others[unitAt] as Nearest;
          const km = biasedKm(unit.km[at] as number, bias);
          const chosen = km < other.km || (km === other.km && at < other.at) ? at : other.at;
          return sum + unit.weight * gain(unit, chosen);
        }, 0);
        if (gained > best) {
          best = gained;
          biases[at] = bias;
        }
      }
    });
    if (best === before) break;
  }
  const set = endpoints.flatMap(({ id }, at): [string, number][] => {
    const bias = biases[at] as number;
    return bias === 0 ? [] : [[id, bias]];
  });
  return set.length === 0 ? null : new Map(set);
}

interface Nearest {
  readonly at: number;
  readonly km: number;
}

function nearestBut({ km }: Pick<Unit, "km">, biases: readonly number[], but: number): Nearest {
  let nearest: Nearest = { at: -1, km: Number.POSITIVE_INFINITY };
  for (let at = 0; at < biases.length; at += 1) {
    if (at === but) continue;
    const far = biasedKm(km[at] as number, biases[at] as number);
    if (far < nearest.km) nearest = { at, km: far };
  }
  return nearest;
}

function unitsOf({ groups, endpoints }: Ground, { askersOf }: Knowledge): Unit[] {
  // As far apart as the records say, which have two decimals.
  const spots = endpoints.map(({ latitude, longitude }) => ({
    latitude: Number(latitude.toFixed(2)),
    longitude: Number(longitude.toFixed(2)),
  }));
  const none = endpoints.map(() => 0);
  return groups.flatMap((group) => {
    const askers = askersOf(group.id);
    return askers.flatMap(({ latitude, longitude }): Unit[] => {
      if (latitude === undefined || longitude === undefined) return [];
      const km = Float64Array.from(spots, (spot) => distanceKm({ latitude, longitude }, spot));
      const usual = nearestBut({ km }, none, -1).at;
      const gains = new Float64Array(endpoints.length).fill(Number.NaN);
      return [{ group, weight: group.share / askers.length, km, usual, gains }];
    });
  });
}

/** How much sooner a unit is served by another endpoint, in µs; minus infinity where that is not sure. */
function gainOf({ endpoints }: Ground, knowledge: Knowledge): (unit: Unit, at: number) => number {
  const look = (group: string, one: string, usual: string) => {
    const [ownUs, usualUs] = [knowledge.p50Us(group, one), knowledge.p50Us(group, usual)];
    if (ownUs === null || usualUs === null) return Number.NEGATIVE_INFINITY;
    const thresholdUs = knowledge.thresholdUs(usualUs);
    if (usualUs - ownUs < thresholdUs) return Number.NEGATIVE_INFINITY;
    const days = knowledge.dayDifferencesUs(group, one, usual);
    return isSurelyBetter(days, thresholdUs, endpoints.length - 1)
      ? usualUs - ownUs
      : Number.NEGATIVE_INFINITY;
  };
  return ({ group, usual, gains }, at) => {
    const before = gains[at] as number;
    if (!Number.isNaN(before)) return before;
    const gain =
      at === usual ? 0 : look(group.id, endpoints[at]?.id ?? "", endpoints[usual]?.id ?? "");
    gains[at] = gain;
    return gain;
  };
}
