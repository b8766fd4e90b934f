import { invalidInput } from "./problems.ts";

/** One page of a list and the item with which the next one begins. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next: Item | undefined;
  readonly maxItems: number;
}

/**
 * Cuts a page out of a list, from `start` on. A `maxItems` above `most` is taken for `most`, as
 * the service does. Throws InvalidInput below 1.
 */
export function pageOf<Item>(
  list: readonly Item[],
  start: number,
  maxItems: number | undefined,
  most: number,
): Page<Item> {
  if (maxItems !== undefined && !(maxItems >= 1)) {
    throw invalidInput(`MaxItems must be a number of at least 1, but is ${maxItems}`);
  }
  const size = Math.min(maxItems ?? most, most);
  return { items: list.slice(start, start + size), next: list[start + size], maxItems: size };
}
