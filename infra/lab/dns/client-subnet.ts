import { isIP } from "node:net";
import type { Answer, PacketOpt } from "dns-packet";
import type { Client } from "./routing/client.ts";

/** EDNS Client Subnet of a query (RFC 7871): whose question it is, in the resolver's words. */
export interface ClientSubnet {
  readonly ip: string;
  /** 1 is IPv4, 2 is IPv6. */
  readonly family: number;
  readonly sourcePrefixLength: number;
}

type SubnetOption = Extract<PacketOpt, { ip: string | undefined }>;

/** The client subnet among a query's additional records; undefined where none was sent. */
export function clientSubnetOf(additionals: readonly Answer[]): ClientSubnet | undefined {
  for (const record of additionals) {
    if (record.type !== "OPT") continue;
    const option = record.options.find(isSubnet);
    if (option?.ip === undefined) continue;
    return {
      ip: option.ip,
      family: option.family ?? 1,
      sourcePrefixLength: option.sourcePrefixLength ?? 0,
    };
  }
  return undefined;
}

function isSubnet(option: PacketOpt): option is SubnetOption {
  return Number(option.code) === 8;
}

/**
 * Whether a network lies within an IPv4 block of /24: it must be at least as narrow, for a wider one
 * holds clients from elsewhere too.
 */
export function liesInBlock(
  { address, prefixLength }: NonNullable<Client["network"]>,
  block: string,
): boolean {
  const [network = ""] = block.split("/");
  const stem = network.slice(0, network.lastIndexOf(".") + 1);
  return isIP(address) === 4 && prefixLength >= 24 && address.startsWith(stem);
}
