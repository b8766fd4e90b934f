import { isIP } from "node:net";

/**
 * The narrowest networks that Route 53 takes; the widest has one bit.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-ipbased.html
 */
const NARROWEST = { 4: 24, 6: 48 } as const;

/** What is wrong with the text of a block; undefined for one that may stand in a collection. */
export function wrongBlock(text: string): string | undefined {
  const [address = "", prefix = "", ...more] = text.split("/");
  const family = isIP(address);
  if ((family !== 4 && family !== 6) || !/^\d{1,3}$/.test(prefix) || more.length > 0) {
    return `'${text}' is not a CIDR block such as 192.0.2.0/24 or 2001:db8::/48`;
  }
  const length = Number(prefix);
  if (length > NARROWEST[family]) {
    return `'${text}' is narrower than /${NARROWEST[family]}, the narrowest IPv${family} block`;
  }
  if (length === 0) return `'${text}' holds all addresses: these are the location '*'`;
  return hasHostBits(address, length, family)
    ? `'${text}' has bits set behind its prefix of ${length}`
    : undefined;
}

/** The one text of a sound block, however it is written: IPv6 has several. */
export function canonicalBlock(text: string): string {
  const [address = "", prefix = ""] = text.split("/");
  if (isIP(address) !== 6) return `${address}/${Number(prefix)}`;
  return `${new URL(`http://[${address}]`).hostname.slice(1, -1)}/${Number(prefix)}`;
}

function hasHostBits(address: string, length: number, family: 4 | 6): boolean {
  const words = wordsOf(address, family);
  const wordBits = family === 4 ? 8 : 16;
  return words.some((word, n) => {
    const kept = Math.min(wordBits, Math.max(0, length - n * wordBits));
    return (word & ((1 << (wordBits - kept)) - 1)) !== 0;
  });
}

function wordsOf(address: string, family: 4 | 6): number[] {
  if (family === 4) return address.split(".").map(Number);
  const [head = "", tail = ""] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const middle = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...middle, ...after].map((word) => Number.parseInt(word, 16));
}
