import { BlockList, isIP } from "node:net";

const UNREACHABLE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const) {
  UNREACHABLE.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  UNREACHABLE.addSubnet(network, bits, "ipv6");
}

/**
 * What is wrong with the address of a health check: checkers reach no private, local,
 * non-routable or multicast address. 127.0.0.0/8 is the public network of the lab.
 */
export function wrongAddress(address: string): string | undefined {
  const version = isIP(address);
  if (version === 0) return `IPAddress '${address}' is neither an IPv4 nor an IPv6 address`;
  if (!UNREACHABLE.check(address, version === 4 ? "ipv4" : "ipv6")) return undefined;
  return `IPAddress ${address} is private, local, non-routable or multicast: Route 53's checkers cannot reach it`;
}
