import type { PlannedGroup } from "./ground.ts";

/** Groups that share a country, directly or by others, since records by country lead them alike. */
export function byCountry(groups: readonly PlannedGroup[]): PlannedGroup[][] {
  let parts: { countries: Set<string>; groups: PlannedGroup[] }[] = [];
  for (const group of groups) {
    if (group.countries.length === 0) continue;
    const touched = parts.filter(({ countries }) =>
      group.countries.some((country) => countries.has(country)),
    );
    const joined = {
      countries: new Set([...touched.flatMap((part) => [...part.countries]), ...group.countries]),
      groups: [...touched.flatMap((part) => part.groups), group],
    };
    parts = [...parts.filter((part) => !touched.includes(part)), joined];
  }
  return parts.map((part) => part.groups);
}

/** Groups that have address blocks, each by itself. */
export function byBlocks(groups: readonly PlannedGroup[]): PlannedGroup[][] {
  return groups.filter(({ cidrs }) => cidrs.length > 0).map((group) => [group]);
}
