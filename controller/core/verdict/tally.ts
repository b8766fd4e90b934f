/** How many items carry each name, in order of first appearance; null names are left out. */
export function tally<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
