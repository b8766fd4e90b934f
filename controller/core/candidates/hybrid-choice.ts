import { hybridSets, MOST_FOR_ALL } from "../decide/hybrid-sets.ts";
import { acceleratedEndpoints } from "./accelerator.ts";
import type { Ground, PlannedGroup } from "./ground.ts";
import { topFor } from "./hybrid.ts";
import type { Knowledge } from "./knowledge.ts";
import { byCountry } from "./parts-of-users.ts";

/** Groups that go by the accelerator together, because records tell them by one country. */
interface Item {
  readonly ids: readonly string[];
  readonly weightedGainUs: number;
  readonly usdPerMonth: number;
}

/** More sets would make more candidates than can be looked at closely. */
const MOST_SETS = 16;
/** Of a chain that grows group by group, neighbours differ by little. */
const MOST_OF_CHAIN = 10;

/**
 * Sets of groups to try behind an accelerator, from the cheapest to that with the most gain: of those
 * that the accelerator is better for and that records can tell from all others. Few are tried in every
 * combination; of many, those that no other beats in both gain and cost, evenly thinned out.
 */
export function acceleratedSets(ground: Ground, knowledge: Knowledge): string[][] {
  const items = itemsOf(ground, knowledge);
  const byKey = new Map(items.map((item) => [item.ids.join(","), item]));
  const sets = hybridSets([...byKey].map(([group, item]) => ({ ...item, group })))
    .map((keys) => keys.flatMap((key) => byKey.get(key) ?? []))
    .map((set) => ({
      ids: set.flatMap(({ ids }) => ids),
      gainUs: set.reduce((sum, { weightedGainUs }) => sum + weightedGainUs, 0),
      usd: set.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
    }));
  const worth = sets.length <= MOST_SETS ? sets : unbeaten(sets);
  const told = worth
    .map(({ ids }) => ids)
    .filter((ids) => ids.length < ground.groups.length)
    .filter((ids) => topFor(ground, new Set(ids)) !== null);
  return thinned(told, byKey.size > MOST_FOR_ALL ? MOST_OF_CHAIN : MOST_SETS);
}

function itemsOf(ground: Ground, { accelerated }: Knowledge): Item[] {
  const better = new Map(accelerated.map((each) => [each.group, each]));
  // Without every price the number of groups stands for the cost.
  const isPriced = accelerated.every(({ usdPerMonth }) => usdPerMonth !== null);
  const behind = acceleratedEndpoints(ground);
  const isEligible = ({ id, allowed }: PlannedGroup) =>
    better.has(id) && (allowed === null || behind.every((endpoint) => allowed.has(endpoint.id)));
  const joint = byCountry(ground.groups.filter(({ cidrs }) => cidrs.length === 0));
  const alone = ground.groups.filter(({ cidrs }) => cidrs.length > 0).map((group) => [group]);
  return [...joint, ...alone]
    .filter((groups) => groups.every(isEligible))
    .map((groups) => ({
      ids: groups.map(({ id }) => id),
      weightedGainUs: groups.reduce(
        (sum, { id }) => sum + (better.get(id)?.weightedGainUs ?? 0),
        0,
      ),
      usdPerMonth: groups.reduce(
        (sum, { id }) => sum + (isPriced ? (better.get(id)?.usdPerMonth ?? 0) : 1),
        0,
      ),
    }));
}

interface Weighed {
  readonly ids: readonly string[];
  readonly gainUs: number;
  readonly usd: number;
}

/** Sets that cost less or gain more than each other one, the cheapest first. */
function unbeaten(sets: readonly Weighed[]): Weighed[] {
  const sorted = [...sets].sort((a, b) => a.usd - b.usd || b.gainUs - a.gainUs);
  let most = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ gainUs }) => {
    if (gainUs <= most) return false;
    most = gainUs;
    return true;
  });
}

/** Of a selection of sets so many more for a second base: where it could matter, they are all there. */
const MOST_AGAIN = 6;

/** Sets to try over a second base as well: all of a few, some of a selection out of many. */
export function setsAgain(sets: readonly string[][]): readonly string[][] {
  const isSelection = sets.length === MOST_OF_CHAIN || sets.length === MOST_SETS;
  return isSelection ? thinned(sets, MOST_AGAIN) : sets;
}

/** So many at most, evenly spread, the first and the last among them. */
function thinned<T>(list: readonly (readonly T[])[], most: number): T[][] {
  const kept = Math.min(most, list.length);
  return Array.from({ length: kept }, (_, at) => {
    const from = kept === 1 ? list.length - 1 : Math.round((at * (list.length - 1)) / (kept - 1));
    return [...(list[from] ?? [])];
  });
}
