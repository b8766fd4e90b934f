import type { Constraints } from "../../contract/objectives.ts";

interface Placed {
  readonly id: string;
  readonly place: string;
}

/**
 * Endpoints that may serve a group by the rules of residency; null where no rule is for it. Of several
 * rules all hold.
 */
export function allowedEndpoints(
  group: string,
  constraints: Constraints | undefined,
  endpoints: readonly Placed[],
): ReadonlySet<string> | null {
  const rules = (constraints?.residency ?? []).filter(({ groups }) => groups.includes(group));
  if (rules.length === 0) return null;
  return new Set(
    endpoints
      .filter(({ place }) => rules.every(({ allowedPlaces }) => isAmong(place, allowedPlaces)))
      .map(({ id }) => id),
  );
}

/**
 * A Local Zone may be named by its group as well. It does not come with its Region: that may lie in
 * another country.
 */
function isAmong(place: string, places: readonly string[]): boolean {
  const group = /^(.*-\d+-[a-z]+-\d+)[a-z]$/.exec(place)?.[1];
  return places.includes(place) || (group !== undefined && places.includes(group));
}
