import { isIP } from "node:net";
import type { Target } from "../contract/assignment.ts";
import { UsageError } from "./usage-error.ts";

const HINT =
  "give an address such as https://example.com/health, dns://192.0.2.53/example.com or dns:///example.com";
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i;

/** What the address on the command line asks for: its scheme decides what can be timed. */
export interface MeasureTarget {
  kind: "http" | "dns";
  target: Target;
}

/**
 * Reads the address to measure: `http://…`, `https://…`, or `dns://resolver[:port]/name`, where an
 * empty resolver stands for the system's.
 *
 * @throws UsageError naming what is wrong with it
 */
export function parseMeasureTarget(text: string): MeasureTarget {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new UsageError(`TARGET: "${text}" is not an address`, HINT);
  if (url.protocol === "http:" || url.protocol === "https:") {
    return { kind: "http", target: targetOf(url.href) };
  }
  if (url.protocol === "dns:") return { kind: "dns", target: dnsTarget(url, text) };
  throw new UsageError(
    `TARGET: ${url.protocol}// cannot be measured; the schemes are http, https and dns`,
    HINT,
  );
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
