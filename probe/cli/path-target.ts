import { isIP } from "node:net";
import type { TraceProtocol } from "../trace/hop.ts";
import { parseMeasureTarget } from "./measure-target.ts";
import { UsageError } from "./usage-error.ts";

const HINT =
  "give a host such as example.com or 192.0.2.10, or an address such as tcp://example.com:443 or udp://192.0.2.10:862";
const HOST = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i;
const DEFAULT_PORT: Partial<Record<string, number>> = { "http:": 80, "https:": 443 };

/** Whom to trace, and what to send there. */
export interface PathTarget {
  /** Name or literal address. */
  host: string;
  /** Null for what the tool does by itself. */
  protocol: TraceProtocol | null;
  port: number | null;
}

/**
 * Reads the target of `path`: a host, or an address that `measure` takes. An address with a port is
 * traced with its own protocol to that port, because routers and firewalls may treat it differently.
 *
 * @throws UsageError
 */
export function parsePathTarget(text: string): PathTarget {
  if (!text.includes("://")) {
    const host = text.replace(/^\[(.*)\]$/, "$1");
    if (isIP(host) === 0 && !HOST.test(host)) {
      throw new UsageError(`TARGET: "${text}" is neither a host nor an address`, HINT);
    }
    return { host, protocol: null, port: null };
  }
  const { kind, target } = parseMeasureTarget(text);
  if (kind === "dns") {
    if (target.resolver !== undefined) {
      const { address, port } = target.resolver;
      return { host: address, protocol: "udp", port };
    }
    throw new UsageError(`TARGET: "${text}" names no resolver to trace`, HINT);
  }
  const url = new URL(target.url);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (kind === "icmp") return { host, protocol: "icmp", port: null };
  const port = url.port === "" ? (DEFAULT_PORT[url.protocol] ?? null) : Number(url.port);
  return { host, protocol: kind === "udp" ? "udp" : "tcp", port };
}
