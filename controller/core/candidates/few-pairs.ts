import type { Preference, Preferences } from "./by-client.ts";
import type { PlannedGroup } from "./ground.ts";

/** Record sets of one name, one of which is for everybody else. */
const MOST_PAIRS = 99;

/**
 * The same preferences in so few pairs that a record for each is taken: where there are more, groups with the
 * same endpoint share the second that most of these users have. Users who are confined keep theirs, since
 * another may not be allowed.
 */
export function inFewPairs(
  { byGroup, others }: Preferences,
  groups: readonly PlannedGroup[],
): Preferences {
  const pairs = new Set([...byGroup.values()].map(pairOf));
  if (pairs.size <= MOST_PAIRS) return { byGroup, others };
  const shares = new Map<string, number>();
  for (const { id, share } of groups) {
    const own = byGroup.get(id);
    if (own !== undefined) shares.set(pairOf(own), (shares.get(pairOf(own)) ?? 0) + share);
  }
  const common = new Map<string, Preference>();
  for (const preference of byGroup.values()) {
    if (preference.isConfined) continue;
    const { id } = preference.first;
    const known = common.get(id);
    const more =
      (shares.get(pairOf(preference)) ?? 0) - (known ? (shares.get(pairOf(known)) ?? 0) : 0);
    if (known === undefined || more > 0) common.set(id, preference);
  }
  const shared = new Map(
    [...byGroup].map(([group, own]) => [
      group,
      own.isConfined ? own : (common.get(own.first.id) ?? own),
    ]),
  );
  return { byGroup: shared, others };
}

function pairOf({ first, second, isConfined }: Preference): string {
  return `${first.id} ${second?.id ?? ""} ${isConfined}`;
}
