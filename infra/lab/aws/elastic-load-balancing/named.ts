import type { ServiceProblem } from "../service-problem.ts";

/**
 * The things that are asked for by name or ARN; all where none is. Throws the problem where one of
 * them is not there.
 */
export function named<Item>(
  items: readonly Item[],
  names: readonly string[] | undefined,
  nameOf: (item: Item) => string | undefined,
  problem: () => ServiceProblem,
): readonly Item[] {
  if (names === undefined || names.length === 0) return items;
  const known = new Set(items.map(nameOf));
  if (names.some((name) => !known.has(name))) throw problem();
  return items.filter((item) => names.includes(nameOf(item) ?? ""));
}
