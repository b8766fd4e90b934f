/**
 * The name of a zone that has the records of a name: the name itself, or the wildcard that stands for
 * it (RFC 4592). Names are canonical.
 */
export function ownerOf(hasName: (name: string) => boolean, name: string): string {
  if (hasName(name)) return name;
  const labels = name.split(".");
  for (let at = 1; at < labels.length - 1; at += 1) {
    const parent = labels.slice(at).join(".");
    if (hasName(`*.${parent}`)) return `*.${parent}`;
    if (hasName(parent)) break;
  }
  return name;
}
