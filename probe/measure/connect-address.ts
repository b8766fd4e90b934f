import type { Target } from "../contract/assignment.ts";
import type { HttpVersion } from "../contract/target-address.ts";
import { AttemptError } from "./attempt-error.ts";
import type { Deadline } from "./deadline.ts";
import type { DialTarget, DialTimes } from "./dial.ts";
import type { FoundName } from "./name-cache.ts";
import type { TimeWindow } from "./taint.ts";
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

/** Where a target is to be reached, and when its name was asked for, if it was. */
export interface ResolvedTarget {
  addresses: readonly [string, ...string[]];
  asked: TimeWindow | null;
}

/** The host of an `icmp://` address, in the form in which names are asked for (IDNA, lower case). */
export function icmpHostOf(text: string): string {
  return hostOf(new URL(text.replace(/^icmp:/i, "http:")));
}

/**
 * The addresses that a target stands for now. The first one is checked by the guard: it is the one to
 * connect to, without asking for the name again.
 *
 * @throws AttemptError `dns` or `blocked`
 */
export async function resolveTarget(
  ...parameters: Parameters<typeof findTarget>
): Promise<ResolvedTarget["addresses"]> {
  return (await findTarget(...parameters)).addresses;
}

/** Like `resolveTarget`, and says when the name was asked for. */
export async function findTarget(
  url: URL,
  resolver: Target["resolver"],
  context: MeasureContext,
  deadline: Deadline,
): Promise<ResolvedTarget> {
  const finding = context.names.find(hostOf(url), resolver);
  const found = finding instanceof Promise ? await withinDeadline(finding, deadline) : finding;
  const [first, ...others] = found.addresses;
  if (first === undefined) throw new AttemptError("dns", `${url.hostname} has no address`);
  const refusal = context.guard(first);
  if (refusal !== null) throw new AttemptError("blocked", refusal);
  return { addresses: [first, ...others], asked: found.asked };
}

function withinDeadline(finding: Promise<FoundName>, deadline: Deadline): Promise<FoundName> {
  return deadline.run<FoundName>((settle) => {
    finding.then(settle.resolve, settle.reject);
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
  throw retransmittedSyn();
}

/** What a connection counts as whose first SYN was lost: its time would be the time-out's, not the path's. */
export function retransmittedSyn(): AttemptError {
  return new AttemptError("lost", "connected only after a retransmitted SYN");
}
