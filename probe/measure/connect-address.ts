import type { HttpVersion, Target } from "../contract/assignment.ts";
import { AttemptError } from "./attempt-error.ts";
import type { Deadline } from "./deadline.ts";
import type { DialTarget, DialTimes } from "./dial.ts";
import type { MeasureContext } from "./timing.ts";

/** Initial retransmission time-out of a SYN (RFC 6298 §2): a slower connect lost its first SYN. */
const SYN_RETRANSMIT_MS = 1_000;

/** What each version of HTTP is called in TLS (RFC 7301; RFC 9113 §3.1). */
const ALPN: Record<HttpVersion, string> = { "1.1": "http/1.1", "2": "h2" };

/**
 * Host name of a URL, an IPv6 address without its brackets. Hosts of tcp:, tls: and udp: are read as those
 * of http: are (WHATWG URL, host parsing): 127.2 and 0x7f000002 are addresses and no name for a resolver.
 */
export function hostOf(url: URL): string {
  const asHttp = `http://${url.hostname}/`;
  const { hostname } = URL.canParse(asHttp) ? new URL(asHttp) : url;
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

/**
 * The addresses that a target stands for now. The first one is checked by the guard: it is the one to
 * connect to, without asking for the name again.
 *
 * @throws AttemptError `dns` or `blocked`
 */
export async function resolveTarget(
  url: URL,
  resolver: Target["resolver"],
  context: MeasureContext,
  deadline: Deadline,
): Promise<readonly [string, ...string[]]> {
  const found = context.names.resolve(hostOf(url), resolver);
  const addresses = Array.isArray(found) ? found : await withinDeadline(found, deadline);
  const [first, ...others] = addresses as readonly string[];
  if (first === undefined) throw new AttemptError("dns", `${url.hostname} has no address`);
  const refusal = context.guard(first);
  if (refusal !== null) throw new AttemptError("blocked", refusal);
  return [first, ...others];
}

function withinDeadline(
  found: readonly string[] | Promise<readonly string[]>,
  deadline: Deadline,
): Promise<readonly string[]> {
  return deadline.run<readonly string[]>((settle) => {
    Promise.resolve(found).then(settle.resolve, settle.reject);
    return () => undefined;
  }, "dns");
}

/** How to reach a URL at an address that has been checked. */
export function dialTarget(
  url: URL,
  address: string,
  { sourceAddress, trust = null }: Pick<MeasureContext, "sourceAddress" | "trust">,
  httpVersion: HttpVersion = "1.1",
): DialTarget {
  const isSecure = url.protocol === "https:" || url.protocol === "tls:";
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  const alpn = url.protocol === "https:" ? [ALPN[httpVersion]] : [];
  return { address, port, tlsName: isSecure ? hostOf(url) : null, alpn, trust, sourceAddress };
}

/** @throws AttemptError `lost` when the connection needed a second SYN */
export function refuseRetransmittedSyn({ startedMs, connectedMs }: DialTimes): void {
  if (connectedMs - startedMs < SYN_RETRANSMIT_MS) return;
  throw new AttemptError("lost", "connected only after a retransmitted SYN");
}
