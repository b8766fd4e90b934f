import { isIP } from "node:net";
import type { Target } from "../contract/assignment.ts";
import { UsageError } from "./usage-error.ts";

const HINT =
  "give an address such as https://example.com/health, tcp://example.com:5432, tls://example.com:8883, udp://192.0.2.10:862, icmp://192.0.2.10, dns://192.0.2.53/example.com or dns:///example.com";
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i;

/** What kind of peer an address names. */
export type MeasureKind = "http" | "dns" | "tcp" | "tls" | "udp" | "icmp";

const KIND_OF_SCHEME: Partial<Record<string, MeasureKind>> = {
  "http:": "http",
  "https:": "http",
  "dns:": "dns",
  "tcp:": "tcp",
  "tls:": "tls",
  "udp:": "udp",
  "icmp:": "icmp",
};

/** What the address on the command line asks for: its scheme decides what can be timed. */
export interface MeasureTarget {
  kind: MeasureKind;
  target: Target;
}

/**
 * Reads the address to measure: `http://…`, `https://…`, `tcp://host:port`, `tls://host:port`,
 * `udp://host:port` for a reflector, `icmp://host`, or `dns://resolver[:port]/name`, where an empty resolver stands for the system's.
 *
 * @throws UsageError naming what is wrong with it
 */
export function parseMeasureTarget(text: string): MeasureTarget {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new UsageError(`TARGET: "${text}" is not an address`, HINT);
  const kind = KIND_OF_SCHEME[url.protocol];
  if (kind === undefined) {
    const known = Object.keys(KIND_OF_SCHEME).map((scheme) => scheme.slice(0, -1));
    throw new UsageError(
      `TARGET: ${url.protocol}// cannot be measured; the schemes are ${known.join(", ")}`,
      HINT,
    );
  }
  if (kind === "dns") return { kind, target: dnsTarget(url, text) };
  if (kind === "icmp") return { kind, target: icmpTarget(url, text) };
  return { kind, target: kind === "http" ? targetOf(url.href) : portTarget(url, text) };
}

/** A host and its port and nothing else: there is no path to ask for, and no port goes without saying. */
function portTarget(url: URL, text: string): Target {
  const { protocol, host, hostname, port } = url;
  if (hostname === "" || port === "" || port === "0") {
    throw new UsageError(`TARGET: "${text}" must name a host and its port`, HINT);
  }
  const plain = `${protocol}//${host}`;
  if (url.href !== plain && url.href !== `${plain}/`) {
    throw new UsageError(`TARGET: "${text}" has more than a host and its port`, HINT);
  }
  return targetOf(plain);
}

function icmpTarget({ protocol, hostname, href }: URL, text: string): Target {
  const plain = `${protocol}//${hostname}`;
  if (hostname !== "" && (href === plain || href === `${plain}/`)) return targetOf(plain);
  throw new UsageError(`TARGET: "${text}" must be a host alone`, HINT);
}

function dnsTarget(url: URL, text: string): Target {
  const name = url.pathname.replace(/^\//, "");
  if (!NAME.test(name)) throw new UsageError(`TARGET: "${text}" names no host to ask for`, HINT);
  const target = targetOf(`http://${name}/`);
  const address = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (address === "") return target;
  if (isIP(address) === 0) {
    throw new UsageError(`TARGET: the resolver "${address}" is not an IP address`, HINT);
  }
  return { ...target, resolver: { address, port: url.port === "" ? 53 : Number(url.port) } };
}

/** The names are only there because every target has them; nothing is stored. */
function targetOf(url: string): Target {
  return { service: "measure", entry: "direct", endpoint: null, url };
}
