import type { Preference, Preferences } from "./by-client.ts";
import type { Ground, PlannedEndpoint, PlannedGroup } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { plainServing, type Serving } from "./plain-serving.ts";
import { type Ranked, rankedChoices } from "./ranked-choices.ts";
import { isSurelyBetter, pooledDays } from "./surely-better.ts";

/** Users that are led alike, and the endpoints that may serve them. */
interface Users {
  readonly groups: readonly PlannedGroup[];
  readonly choices: readonly PlannedEndpoint[];
  readonly isConfined: boolean;
}

/**
 * Where users that records can tell are led: to the endpoint that latency routing leads most of them to,
 * unless another was measured to be surely better; while it fails, to the best of the others.
 *
 * @param parts the users that records can tell, each with the groups that it is made of
 * @param aim `least-cost`: to the endpoint whose traffic costs least, of those that are nearly as soon
 */
export function preferencesFor(
  ground: Ground,
  knowledge: Knowledge,
  parts: readonly (readonly PlannedGroup[])[],
  aim: "least-time" | "least-cost" = "least-time",
): Preferences | null {
  const told = new Set(parts.flat().map(({ id }) => id));
  const untold = ground.groups.filter(({ id }) => !told.has(id));
  const rest = untold.length === 0 ? freeGroups(ground.groups) : untold;
  const all = [...parts, rest].map((groups) => usersOf(ground, groups));
  const plain = plainOf(ground, knowledge, all);
  const preferences = all.map((users) => preferenceOf(users, knowledge, plain(users), aim));
  const others = preferences.pop();
  if (others === undefined || others === null) return null;
  const byGroup = new Map<string, Preference>();
  parts.forEach((groups, at) => {
    const preference = preferences[at] ?? null;
    if (preference !== null) for (const { id } of groups) byGroup.set(id, preference);
  });
  return { byGroup, others };
}

/** Those whom anybody may serve stand for users of whom nothing is known; without any, all do. */
function freeGroups(groups: readonly PlannedGroup[]): readonly PlannedGroup[] {
  const free = groups.filter(({ allowed }) => allowed === null);
  return free.length > 0 ? free : groups;
}

function usersOf({ endpoints }: Ground, groups: readonly PlannedGroup[]): Users {
  const isAllowed = ({ id }: PlannedEndpoint) =>
    groups.every(({ allowed }) => allowed === null || allowed.has(id));
  const allowed = endpoints.filter(isAllowed);
  const serving = (some: readonly PlannedEndpoint[]) => some.filter((each) => !each.isStandby);
  // Where residency cannot be kept, the design is made all the same, and found wanting by its check.
  const most = [serving(allowed), allowed, serving(endpoints), endpoints];
  return {
    groups,
    choices: most.find(({ length }) => length > 0) ?? [],
    isConfined: allowed.length > 0 && groups.some((group) => group.allowed !== null),
  };
}

/** Plain serving of the groups of some users, over the endpoints that these may choose among. */
function plainOf(
  ground: Ground,
  knowledge: Knowledge,
  all: readonly Users[],
): (users: Users) => ReadonlyMap<string, Serving> {
  const keyOf = ({ choices }: Users) => choices.map(({ id }) => id).join(" ");
  const groups = new Map<string, PlannedGroup[]>();
  for (const users of all) {
    groups.set(keyOf(users), [...(groups.get(keyOf(users)) ?? []), ...users.groups]);
  }
  const plain = new Map<string, ReadonlyMap<string, Serving>>();
  return (users) => {
    const key = keyOf(users);
    const known = plain.get(key);
    if (known !== undefined) return known;
    const serving = plainServing(ground, knowledge, groups.get(key) ?? [], users.choices);
    plain.set(key, serving);
    return serving;
  };
}

function preferenceOf(
  { groups, choices, isConfined }: Users,
  knowledge: Knowledge,
  plain: ReadonlyMap<string, Serving>,
  aim: "least-time" | "least-cost",
): Preference | null {
  const usual = mostServing(groups, choices, plain);
  if (usual === null) return null;
  const ranked = rankedChoices(groups, choices, knowledge);
  const soonest = betterThan(usual, ranked, groups, knowledge) ?? usual;
  const first = aim === "least-time" ? soonest : cheapestAsSoon(soonest, ranked, knowledge);
  const second = ranked.find(({ endpoint }) => endpoint !== first)?.endpoint ?? null;
  return { first, second, isConfined };
}

/** So much of what would be worth acting on may a cheaper endpoint take longer. */
const NEARLY = 0.5;

/** The one whose traffic costs least, of those that are nearly as soon; the soonest itself where that is not known. */
function cheapestAsSoon(
  soonest: PlannedEndpoint,
  ranked: readonly Ranked[],
  { usdPerGb = () => null, thresholdUs }: Knowledge,
): PlannedEndpoint {
  const soonestUs = ranked.find(({ endpoint }) => endpoint === soonest)?.p50Us ?? null;
  let least = usdPerGb(soonest.id);
  if (soonestUs === null || least === null) return soonest;
  let cheapest = soonest;
  const mostUs = soonestUs + NEARLY * thresholdUs(soonestUs);
  for (const { endpoint, p50Us } of ranked) {
    const usd = usdPerGb(endpoint.id);
    if (p50Us === null || p50Us > mostUs || usd === null || usd >= least) continue;
    least = usd;
    cheapest = endpoint;
  }
  return cheapest;
}

/** The endpoint that latency routing leads most of the users to; the first where it is not known. */
function mostServing(
  groups: readonly PlannedGroup[],
  choices: readonly PlannedEndpoint[],
  plain: ReadonlyMap<string, Serving>,
): PlannedEndpoint | null {
  let most: { endpoint: PlannedEndpoint; share: number } | null = null;
  for (const endpoint of choices) {
    const share = groups.reduce(
      (sum, group) => sum + group.share * (plain.get(group.id)?.get(endpoint.id) ?? 0),
      0,
    );
    if (most === null || share > most.share) most = { endpoint, share };
  }
  return most?.endpoint ?? null;
}

/** The fastest that is surely better than the usual one; undefined where none is. */
function betterThan(
  usual: PlannedEndpoint,
  ranked: readonly Ranked[],
  groups: readonly PlannedGroup[],
  knowledge: Knowledge,
): PlannedEndpoint | undefined {
  const usualUs = ranked.find(({ endpoint }) => endpoint === usual)?.p50Us ?? null;
  if (usualUs === null) return undefined;
  const thresholdUs = knowledge.thresholdUs(usualUs);
  const measured = groups.filter(({ id }) => knowledge.p50Us(id, usual.id) !== null);
  return ranked.find(({ endpoint, p50Us }) => {
    if (endpoint === usual || p50Us === null || p50Us > usualUs - thresholdUs) return false;
    const days = pooledDays(
      measured.map(({ id, share }) => ({
        share,
        days: knowledge.dayDifferencesUs(id, endpoint.id, usual.id),
      })),
    );
    return isSurelyBetter(days, thresholdUs, ranked.length - 1);
  })?.endpoint;
}
