import { isIPv6 } from "node:net";
import type { OptAnswer, PacketOpt } from "dns-packet";

type SubnetOption = Extract<PacketOpt, { ip: string | undefined }>;

const CLIENT_SUBNET_CODE = 8;
const FAMILIES = { ipv4: 1, ipv6: 2 } as const;

/**
 * EDNS Client Subnet of a question (RFC 7871 §6): the block with nothing beyond its prefix.
 *
 * @param cidr an IPv4 or IPv6 block
 */
export function subnetOption(cidr: string): OptAnswer["options"][number] {
  const [ip = "", prefix = ""] = cidr.split("/");
  const sourcePrefixLength = Number(prefix);
  const family = isIPv6(ip) ? FAMILIES.ipv6 : FAMILIES.ipv4;
  const masked = isIPv6(ip) ? maskIpv6(ip, sourcePrefixLength) : maskIpv4(ip, sourcePrefixLength);
  return {
    code: CLIENT_SUBNET_CODE,
    type: "CLIENT_SUBNET",
    family,
    sourcePrefixLength,
    ip: masked,
  };
}

/**
 * For how wide a block an answer holds, as the server says (SCOPE PREFIX-LENGTH, RFC 7871 §7.2.1).
 *
 * @returns null when the answer says nothing of client subnets
 */
export function scopeOf(options: readonly PacketOpt[]): number | null {
  const option = options.find(
    (each): each is SubnetOption => Number(each.code) === CLIENT_SUBNET_CODE,
  );
  return option?.scopePrefixLength ?? null;
}

function maskIpv4(ip: string, prefix: number): string {
  return ip
    .split(".")
    .map((octet, index) => Number(octet) & maskOf(prefix, index, 8))
    .join(".");
}

function maskIpv6(ip: string, prefix: number): string {
  return groupsOf(ip)
    .map((group, index) => (group & maskOf(prefix, index, 16)).toString(16))
    .join(":");
}

/** The bits of the part at `index` that the prefix covers. */
function maskOf(prefix: number, index: number, bits: 8 | 16): number {
  const kept = Math.min(Math.max(prefix - bits * index, 0), bits);
  const all = 2 ** bits - 1;
  return (all << (bits - kept)) & all;
}

/** The eight groups of an IPv6 address. */
function groupsOf(ip: string): number[] {
  // URL writes an address in its shortest form, with IPv4 endings as groups.
  const short = new URL(`http://[${ip}]/`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
