import { liesInBlock, parseBlock } from "../routing/cidr.ts";

/** Blocks that no name server of Route 53 is asked from: private, shared, link-local, loopback. */
const NOT_PUBLIC = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
  "::/127",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].flatMap((text) => parseBlock(text) ?? []);

/** Whether an address may be seen on the internet (IANA's registries of special-purpose addresses). */
export function isPublicAddress(address: string): boolean {
  const block = parseBlock(address);
  return block !== undefined && !NOT_PUBLIC.some((each) => liesInBlock(block, each));
}
