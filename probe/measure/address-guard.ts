import { BlockList, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";

/** Says why an address must not be measured; null when it may be. */
export type AddressGuard = (address: string) => string | null;

type Block = readonly [address: string, prefix: number, what: string];

/** Refused whatever the owner allows: they answer with credentials or act for the machine itself. */
const NEVER: readonly Block[] = [
  ["169.254.0.0", 16, "link-local or metadata"], // RFC 3927; 169.254.169.254 is the EC2 metadata service
  ["fe80::", 10, "link-local"], // RFC 4291
  ["fd00:ec2::", 32, "metadata"], // EC2 metadata, DNS and time services over IPv6
  ["100.100.100.200", 32, "metadata"], // Alibaba Cloud
  ["168.63.129.16", 32, "metadata"], // Azure
  ["192.0.0.192", 32, "metadata"], // Oracle Cloud
  ["fd20:ce::254", 128, "metadata"], // Google Cloud
  ["64:ff9b::a9fe:0", 112, "link-local or metadata, translated"], // RFC 6052
  ["2002:a9fe::", 32, "link-local or metadata, 6to4"], // RFC 3056
];

/** Refused unless the owner of the probe allows the block (RFC 6890 and the IANA registries). */
const NOT_PUBLIC: readonly Block[] = [
  ["0.0.0.0", 8, "unspecified"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "shared (carrier-grade NAT)"],
  ["127.0.0.0", 8, "loopback"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "reserved"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "reserved for benchmarks"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved or broadcast"],
  ["::", 128, "unspecified"],
  ["::1", 128, "loopback"],
  ["::", 96, "IPv4-compatible"],
  ["::ffff:0:0", 96, "IPv4-mapped"],
  ["64:ff9b::", 96, "translated IPv4"],
  ["64:ff9b:1::", 48, "translated IPv4"],
  ["2001::", 32, "Teredo"],
  ["2002::", 16, "6to4"],
  ["fc00::", 7, "private"],
  ["fec0::", 10, "site-local"],
  ["ff00::", 8, "multicast"],
];

/** Verdicts are remembered, since the same few addresses are asked about all the time. */
const REMEMBERED_ADDRESSES = 4_096;
/** But not for ever: the machine may get another address of its own. */
const REMEMBERED_MS = 60_000;

/** Permits everything: for a target that the person at the terminal has typed. */
export const allowEveryAddress: AddressGuard = () => null;

/** The addresses of the machine itself: behind them are services that trust whoever is on it. */
function listOwnAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all = []) =>
    all.map(({ address }) => address),
  );
}

/**
 * Builds the guard of a probe that takes its targets from a controller. It is asked about the address
 * that is then connected to, so that a name cannot change its meaning in between.
 *
 * @param allow blocks in CIDR notation that the owner of the probe opens although they are not public
 * @param deny blocks that the owner closes, also public ones; they win over `allow`
 * @param ownAddresses those of this machine; they need an entry in `allow` like private ones
 */
export function createAddressGuard(
  allow: readonly string[],
  deny: readonly string[] = [],
  ownAddresses: () => readonly string[] = listOwnAddresses,
): AddressGuard {
  const never = NEVER.map(toRule);
  const notPublic = NOT_PUBLIC.map(toRule);
  const allowed = allow.map((cidr) => fromCidr(cidr, "allowed"));
  const denied = deny.map((cidr) => fromCidr(cidr, "denied"));
  function judge(address: string): string | null {
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    // An IPv6 rule would also match the mapped form of an IPv4 address; the other way round, an IPv4
    // rule is to match a mapped IPv6 address.
    const matches = (rule: Rule) =>
      (rule.family === family || family === "ipv6") && rule.list.check(address, family);
    const forbidden = never.find(matches);
    if (forbidden !== undefined) return `${address} is ${forbidden.what}, which is never measured`;
    if (denied.some(matches))
      return `${address} is in a block that "deny" names in the probe's file`;
    const special = notPublic.find(matches)?.what ?? (isOwn(address) ? "this machine's own" : null);
    if (special === null || allowed.some(matches)) return null;
    return `${address} is ${special}; add its block to "allow" in the probe's file to measure it`;
  }
  // Every address has several spellings in IPv6.
  const isOwn = (address: string) =>
    ownAddresses().some((own) => {
      const width = isIPv6(own) ? 128 : 32;
      return toRule([own, width, ""]).list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
    });
  const known = new Map<string, string | null>();
  let knownSinceMs = performance.now();
  return (address) => {
    const nowMs = performance.now();
    if (nowMs - knownSinceMs > REMEMBERED_MS) {
      known.clear();
      knownSinceMs = nowMs;
    }
    let verdict = known.get(address);
    if (verdict === undefined) {
      verdict = judge(address);
      if (known.size >= REMEMBERED_ADDRESSES) known.clear();
      known.set(address, verdict);
    }
    return verdict;
  };
}

interface Rule {
  family: "ipv4" | "ipv6";
  list: BlockList;
  what: string;
}

function fromCidr(cidr: string, what: string): Rule {
  const [address = "", prefix = ""] = cidr.split("/");
  return toRule([address, Number(prefix), what]);
}

function toRule([address, prefix, what]: Block): Rule {
  const list = new BlockList();
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  list.addSubnet(address, prefix, family);
  return { family, list, what };
}
