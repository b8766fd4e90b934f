import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { Ground } from "./ground.ts";

/** Most characters that the name of a location has. */
const LOCATION_LENGTH = 16;

/** Blocks of addresses by location; each block once, where several groups name it. */
export function collectionOf(
  { service }: Pick<Ground, "service">,
  kind: string,
  locations: readonly { readonly name: string; readonly blocks: readonly string[] }[],
): CidrCollectionSpec {
  return {
    id: `${kind}-${service}`.slice(0, 64),
    name: `isochrone-${kind}-${service}`.slice(0, 64),
    locations: locations.map(({ name, blocks }) => ({ name, blocks: [...new Set(blocks)] })),
  };
}

/** A label in the letters and the length that AWS takes, with its place in the list where it was cut. */
export function locationName(label: string, at: number): string {
  const plain = label.replace(/[^0-9A-Za-z_-]/g, "-");
  if (plain === label && plain.length <= LOCATION_LENGTH) return plain;
  const mark = `-${at}`;
  return plain.slice(0, LOCATION_LENGTH - mark.length) + mark;
}
