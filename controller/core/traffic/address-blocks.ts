import { type IpAddress, readIpAddress } from "./ip-address.ts";

/** Finds the name of the longest block that holds an address; undefined where none does. */
export type FindBlock = (address: IpAddress) => string | undefined;

type Length = {
  readonly bits: number;
  readonly shift: bigint;
  readonly names: Map<bigint, string>;
};

/**
 * Address blocks by name. A look-up takes one step for each length of block there is, however many
 * blocks.
 *
 * @param blocks pairs of CIDR block (RFC 4632) and name; of two equal ones the first counts
 */
export function addressBlocks(blocks: Iterable<readonly [cidr: string, name: string]>): FindBlock {
  const lengths = new Map<string, Length>();
  for (const [cidr, name] of blocks) {
    const [base = "", length = ""] = cidr.split("/");
    const address = readIpAddress(base);
    if (address === null) throw new TypeError(`${cidr} is no block of addresses`);
    const key = `${address.bits}/${length}`;
    const shift = BigInt(address.bits - Number(length));
    const known = lengths.get(key) ?? { bits: address.bits, shift, names: new Map() };
    lengths.set(key, known);
    const prefix = address.value >> shift;
    if (!known.names.has(prefix)) known.names.set(prefix, name);
  }
  const longestFirst = [...lengths.values()].sort((a, b) => Number(a.shift - b.shift));
  return ({ bits, value }) => {
    for (const length of longestFirst) {
      if (length.bits !== bits) continue;
      const name = length.names.get(value >> length.shift);
      if (name !== undefined) return name;
    }
    return undefined;
  };
}
