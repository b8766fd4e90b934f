import type { Ground } from "../../../../controller/core/candidates/ground.ts";
import type { Knowledge } from "../../../../controller/core/candidates/knowledge.ts";
import { distanceKm } from "../../../../controller/core/routing/distance.ts";
import { seeded } from "../../../helpers/seeded.ts";
import { PLACE_OF } from "./sample-ground.ts";

interface World {
  /** `group endpoint` → true median in ms, where it is not what the distance says; null: not measured. */
  readonly ms?: Readonly<Record<string, number | null>>;
  /** Deviation of one day from another, in ms. */
  readonly noiseMs?: number;
  readonly days?: number;
  readonly accelerated?: Knowledge["accelerated"];
  readonly places?: Readonly<Record<string, { latitude: number; longitude: number }>>;
}

/** What measurements of a world would tell: medians of days around the truth. */
export function sampleKnowledge(ground: Ground, world: World = {}): Knowledge {
  const { ms = {}, noiseMs = 1, days = 14, places = PLACE_OF } = world;
  const endpoints = new Map(ground.endpoints.map((each) => [each.id, each]));
  const daysOf = (group: string, id: string): number[] | null => {
    const [spot, endpoint] = [places[group], endpoints.get(id)];
    if (spot === undefined || endpoint === undefined) return null;
    const own = ms[`${group} ${id}`];
    const trueMs = own === undefined ? 10 + distanceKm(spot, endpoint) / 100 : own;
    if (trueMs === null) return null;
    const random = seeded(
      [...group, ...id].reduce((sum, each) => Math.imul(sum, 31) + each.charCodeAt(0), 7),
    );
    return Array.from({ length: days }, () => 1_000 * (trueMs + noiseMs * (random() * 2 - 1)));
  };
  return {
    askersOf: (id) => {
      const group = ground.groups.find((each) => each.id === id);
      return [{ ...places[id], countryCode: group?.countries[0], subnet: group?.cidrs[0] }];
    },
    p50Us: (group, endpoint) => {
      const own = daysOf(group, endpoint);
      return own === null ? null : own.reduce((sum, us) => sum + us, 0) / own.length;
    },
    dayDifferencesUs: (group, one, other) => {
      const [a, b] = [daysOf(group, one), daysOf(group, other)];
      if (a === null || b === null) return [];
      return a.map((us, day) => ({ day, value: us - (b[day] as number) }));
    },
    thresholdUs: (us) => Math.max(5_000, 0.05 * us),
    accelerated: world.accelerated ?? [],
  };
}
