/** An address as a number; `bits` says of which length: 32 (IPv4) or 128 (IPv6). */
export type IpAddress = { readonly bits: 32 | 128; readonly value: bigint };

const MAPPED = 0xffffn << 32n;

/**
 * Reads an address as people and logs write it (RFC 4291 §2.2); one of IPv4 that was mapped into IPv6 is
 * that of IPv4. Null for anything else.
 */
export function readIpAddress(text: string): IpAddress | null {
  const v4 = readV4(text);
  if (v4 !== null) return { bits: 32, value: BigInt(v4) };
  const value = readV6(text);
  if (value === null) return null;
  return value >> 32n === MAPPED >> 32n
    ? { bits: 32, value: value & 0xffffffffn }
    : { bits: 128, value };
}

function readV4(text: string): number | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value * 256 + Number(part);
  }
  return value;
}

function readV6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map(groupsOf);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  const isWhole = halves.length === 1 ? missing === 0 : missing >= 1;
  if (!isWhole) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** Groups of sixteen bits; the last two may be written as an address of IPv4. Null where one is neither. */
function groupsOf(half: string): number[] | null {
  if (half === "") return [];
  const groups: number[] = [];
  const parts = half.split(":");
  for (const [at, part] of parts.entries()) {
    const v4 = at === parts.length - 1 ? readV4(part) : null;
    if (v4 !== null) groups.push(Math.floor(v4 / 65_536), v4 % 65_536);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}
