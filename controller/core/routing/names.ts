/**
 * A DNS name in the one form that compares equal: lower case, a dot at its end, `*` for the `\052` that
 * Route 53 gives back for it.
 */
export function canonicalName(name: string): string {
  const plain = name.toLowerCase().replaceAll("\\052", "*");
  return plain.endsWith(".") ? plain : `${plain}.`;
}

/** Whether a canonical name is that of a zone or lies below it. */
export function liesWithin(name: string, zoneName: string): boolean {
  return name === zoneName || zoneName === "." || name.endsWith(`.${zoneName}`);
}
