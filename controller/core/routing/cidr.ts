export interface Block {
  readonly family: 4 | 6;
  readonly bits: bigint;
  readonly length: number;
}

/** A block of addresses, or a single address; undefined for other text. */
export function parseBlock(text: string): Block | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  if (rest.length > 0) return undefined;
  const family = address.includes(":") ? 6 : 4;
  const bits = family === 6 ? bitsOfIpv6(address) : bitsOfIpv4(address);
  const most = family === 6 ? 128 : 32;
  const length = prefix === undefined ? most : Number(prefix);
  if (bits === undefined || !Number.isInteger(length) || length < 0 || length > most) {
    return undefined;
  }
  return { family, bits, length };
}

/** Whether all addresses of a block lie in another. */
export function liesInBlock(inner: Block, outer: Block): boolean {
  if (inner.family !== outer.family || inner.length < outer.length) return false;
  return prefixOf(inner, outer.length) === prefixOf(outer, outer.length);
}

/** The first `length` bits of a block's addresses. */
export function prefixOf({ family, bits }: Block, length: number): bigint {
  return bits >> BigInt((family === 6 ? 128 : 32) - length);
}

function bitsOfIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfIpv6(text: string): bigint | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const left = wordsOf(head);
  const right = wordsOf(tail ?? "");
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const words = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return words.reduce((bits, word) => (bits << 16n) | BigInt(`0x${word}`), 0n);
}

/** The 16-bit words of a part of an IPv6 address, of which the last two may stand in IPv4 form. */
function wordsOf(text: string): string[] {
  if (text === "") return [];
  const words = text.split(":");
  const embedded = bitsOfIpv4(words.at(-1) ?? "");
  if (embedded === undefined) return words;
  return [...words.slice(0, -1), (embedded >> 16n).toString(16), (embedded & 0xffffn).toString(16)];
}
