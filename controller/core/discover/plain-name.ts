/** A canonical name as people write it: without the dot at its end. */
export function plainName(name: string): string {
  return name.replace(/\.$/, "");
}

const LONGEST_ID = 63;

/** An id made of any text: lower-case letters, digits and single hyphens; empty where nothing is left. */
export function idOf(text: string): string {
  const id = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return id.slice(0, LONGEST_ID).replace(/^-+|-+$/g, "");
}

/** The first that nobody has taken, else the last with the first number that makes it so. */
export function freeId(wanted: readonly string[], taken: ReadonlySet<string>): string {
  const ids = wanted.map(idOf).filter((id) => id !== "");
  const free = ids.find((id) => !taken.has(id));
  if (free !== undefined) return free;
  const base = (ids.at(-1) ?? "service").slice(0, LONGEST_ID - 6);
  for (let number = 2; ; number += 1) {
    const id = `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
