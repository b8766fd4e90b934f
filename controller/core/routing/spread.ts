/** Things with their probabilities, which add up to 1. */
export type Spread<T> = readonly { readonly probability: number; readonly item: T }[];

export function certainly<T>(item: T): Spread<T> {
  return [{ probability: 1, item }];
}

export function evenly<T>(items: readonly T[]): Spread<T> {
  return items.map((item) => ({ probability: 1 / items.length, item }));
}

/** By weights of which at least one is above zero; without any, evenly. */
export function byWeight<T>(items: readonly T[], weightOf: (item: T) => number): Spread<T> {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  if (total === 0) return evenly(items);
  return items
    .filter((item) => weightOf(item) > 0)
    .map((item) => ({ probability: weightOf(item) / total, item }));
}

/** What follows from each thing, with the probability of both. */
export function thence<A, B>(spread: Spread<A>, next: (item: A) => Spread<B>): Spread<B> {
  const [only] = spread;
  if (only?.probability === 1 && spread.length === 1) return next(only.item);
  return spread.flatMap(({ probability, item }) =>
    next(item).map((then) => ({ probability: probability * then.probability, item: then.item })),
  );
}

/** Equal things as one, the most likely first. */
export function merged<T>(spread: Spread<T>, keyOf: (item: T) => string): Spread<T> {
  const byKey = new Map<string, { probability: number; item: T }>();
  for (const { probability, item } of spread) {
    const known = byKey.get(keyOf(item));
    if (known) known.probability += probability;
    else byKey.set(keyOf(item), { probability, item });
  }
  return [...byKey.entries()]
    .sort(([a, x], [b, y]) => y.probability - x.probability || (a < b ? -1 : 1))
    .map(([, each]) => each);
}
