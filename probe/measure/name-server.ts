import { getServers } from "node:dns";
import { isIPv6 } from "node:net";
import type { Resolver } from "../contract/target-address.ts";
import type { AddressGuard } from "./address-guard.ts";
import { AttemptError } from "./attempt-error.ts";
import type { DnsServer } from "./dns-exchange.ts";

const DNS_PORT = 53;

/**
 * The name server that a target asks for, or the first one of the system.
 *
 * @param sourceAddress address to ask from; ignored for a server of the other family
 * @throws AttemptError `blocked` for a server that the guard refuses, `probe` where the system has none
 */
export function chooseNameServer(
  resolver: Resolver | undefined,
  sourceAddress: string | null,
  guard: AddressGuard,
  systemServers: () => readonly string[] = getServers,
): DnsServer {
  const server = resolver ?? parseServer(systemServers()[0]);
  if (server === null) throw new AttemptError("probe", "this system has no name server configured");
  const { address, port } = server;
  const refusal = resolver === undefined ? null : guard(address);
  if (refusal !== null) throw new AttemptError("blocked", refusal);
  const isSameFamily = sourceAddress !== null && isIPv6(sourceAddress) === isIPv6(address);
  return { address, port, sourceAddress: isSameFamily ? sourceAddress : null };
}

/** Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` and `[2001:db8::1]:5353`, as Node lists them. */
function parseServer(text: string | undefined): { address: string; port: number } | null {
  if (text === undefined) return null;
  if (isIPv6(text)) return { address: text, port: DNS_PORT };
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(text);
  return { address: match?.[1] ?? text, port: Number(match?.[2] ?? DNS_PORT) };
}
