/** One target of a round and how long after the slot it is tried. */
export interface SpreadAttempt {
  target: number;
  offsetMs: number;
}

/**
 * Puts the targets of one slot in random order, evenly over `spreadMs`, so that no target always
 * goes first and a pair is measured close together.
 *
 * @param random numbers from 0 to below 1
 */
export function spreadTargets(
  targets: number,
  spreadMs: number,
  random: () => number,
): SpreadAttempt[] {
  const order = Array.from({ length: targets }, (_, index) => index);
  for (let last = targets - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const swapped = order[last] as number;
    order[last] = order[other] as number;
    order[other] = swapped;
  }
  return order.map((target, place) => ({ target, offsetMs: (place * spreadMs) / targets }));
}
