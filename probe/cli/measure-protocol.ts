import { isIP, isIPv6 } from "node:net";
import type { Target } from "../contract/assignment.ts";
import type { HttpVersion } from "../contract/target-address.ts";
import { allowEveryAddress } from "../measure/address-guard.ts";
import { hostOf } from "../measure/connect-address.ts";
import type { AddressType } from "../measure/dns-message.ts";
import { chooseNameServer } from "../measure/name-server.ts";
import type { MeasureKind } from "./measure-target.ts";
import { UsageError } from "./usage-error.ts";

/** The options that say what is spoken, as they stand on the command line. */
export interface ProtocolFlags {
  http2?: boolean;
  ipv4?: boolean;
  ipv6?: boolean;
  type?: string;
  clientSubnet?: string;
}

export interface ProtocolOptions {
  httpVersion: HttpVersion;
  /** The one family to measure over; null takes what the name has, IPv4 first. */
  family: 4 | 6 | null;
  /** Only of `dns://`. */
  recordType: AddressType | null;
  clientSubnet: string | null;
}

/** Metrics that send a request, so that its version of HTTP matters. */
const WITH_REQUEST = ["echo_rtt", "ttfb_new"];

/**
 * Checks the options that say what is spoken with a kind of target.
 *
 * @throws UsageError naming the option and the mend
 */
export function parseProtocolOptions(
  flags: ProtocolFlags,
  kind: MeasureKind,
  metric: string,
): ProtocolOptions {
  if (flags.http2 === true && !WITH_REQUEST.includes(metric)) {
    throw new UsageError(
      `--http2: ${metric} sends no request`,
      `use it with ${WITH_REQUEST.join(" or ")} of an http:// or https:// address`,
    );
  }
  return {
    httpVersion: flags.http2 === true ? "2" : "1.1",
    family: parseFamily(flags, kind),
    recordType: parseType(flags.type, kind),
    clientSubnet: parseClientSubnet(flags.clientSubnet, kind),
  };
}

/**
 * The target with what the options add to it.
 *
 * @throws UsageError when an address of the other family than the one asked for is to be measured
 */
export function withProtocol(
  target: Target,
  {
    httpVersion,
    family,
    clientSubnet,
    sourceAddress,
  }: ProtocolOptions & { sourceAddress: string | null },
): Target {
  if (family !== null && sourceAddress !== null && isIP(sourceAddress) !== family) {
    throw new UsageError(
      `--source: ${sourceAddress} is no IPv${family} address, which --ipv${family} asks for`,
      "use an address of that family, or leave one of the two out",
    );
  }
  const wanted = family ?? isIP(sourceAddress ?? "");
  const peer = target.resolver?.address ?? hostOf(new URL(target.url));
  if (wanted !== 0 && isIP(peer) !== 0 && isIP(peer) !== wanted) {
    const asking = family === null ? "but --source is" : `which --ipv${family} asks for`;
    throw new UsageError(
      `TARGET: ${peer} is no IPv${wanted} address, ${asking}`,
      "use an address of that family, or a name that has one",
    );
  }
  const http = httpVersion === "2" ? { httpVersion } : {};
  if (clientSubnet === null) return { ...target, ...http };
  const { address, port } = chooseNameServer(target.resolver, null, allowEveryAddress);
  return { ...target, ...http, resolver: { address, port, clientSubnet } };
}

function parseFamily({ ipv4, ipv6 }: ProtocolFlags, kind: MeasureKind): 4 | 6 | null {
  if (ipv4 !== true && ipv6 !== true) return null;
  if (ipv4 === true && ipv6 === true) {
    throw new UsageError("--ipv4 and --ipv6 exclude each other", "measure one after the other");
  }
  if (kind !== "dns") return ipv4 === true ? 4 : 6;
  throw new UsageError(
    `--ipv${ipv4 === true ? 4 : 6} is not for dns://: the resolver's address decides how it is asked`,
    "use --type A or --type AAAA to say what to ask for",
  );
}

function parseType(text: string | undefined, kind: MeasureKind): AddressType | null {
  if (text === undefined) return kind === "dns" ? "A" : null;
  requireDns("--type", kind);
  const type = text.toUpperCase();
  if (type === "A" || type === "AAAA") return type;
  throw new UsageError(`--type: "${text}" cannot be asked for`, "use A or AAAA");
}

function parseClientSubnet(text: string | undefined, kind: MeasureKind): string | null {
  if (text === undefined) return null;
  requireDns("--client-subnet", kind);
  const [address = "", prefix = "", ...rest] = text.split("/");
  const longest = isIPv6(address) ? 128 : 32;
  const isBlock = isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
  if (isBlock && rest.length === 0 && !address.includes("%")) return `${address}/${Number(prefix)}`;
  throw new UsageError(
    `--client-subnet: "${text}" is not a block of addresses`,
    "use for example 203.0.113.0/24 or 2001:db8::/56",
  );
}

function requireDns(option: string, kind: MeasureKind): void {
  if (kind === "dns") return;
  throw new UsageError(`${option} is for dns:// targets`, "use dns://resolver/name");
}
