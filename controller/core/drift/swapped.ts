/** The list with what the other one has under the key in place of its own. */
export function swapped<T>(
  list: readonly T[],
  others: readonly T[],
  keyOf: (item: T) => string,
  key: string,
): T[] {
  const replacement = others.find((item) => keyOf(item) === key);
  const own = list.findIndex((item) => keyOf(item) === key);
  if (replacement === undefined) return list.filter((item) => keyOf(item) !== key);
  return own < 0 ? [...list, replacement] : list.with(own, replacement);
}

/**
 * The same for a whole with parts of its own. Where both lists have it, or where only something inside of
 * it is meant, `join` makes the one that stands there.
 */
export function swapLevel<T>(
  list: readonly T[],
  others: readonly T[],
  keyOf: (item: T) => string,
  key: string,
  isWhole: boolean,
  join: (own: T, other: T | undefined) => T,
): T[] {
  const own = list.find((item) => keyOf(item) === key);
  const other = others.find((item) => keyOf(item) === key);
  if (own === undefined || (isWhole && other === undefined)) {
    return swapped(list, others, keyOf, key);
  }
  return swapped(list, [join(own, other)], keyOf, key);
}
