/** More than these are counted, not named. */
const MOST_NAMED = 3;

/** `a, b and c`, or `a, b, c and 12 more`. */
export function someOf(names: readonly string[]): string {
  const own = [...new Set(names)];
  const more = own.length - MOST_NAMED;
  if (more > 0) return `${own.slice(0, MOST_NAMED).join(", ")} and ${more} more`;
  const last = own.at(-1) ?? "";
  return own.length < 2 ? last : `${own.slice(0, -1).join(", ")} and ${last}`;
}
