import type { FailureClass } from "../contract/failure.ts";

/**
 * Parts of an attempt that are timed apart, in microseconds; a part that did not occur is absent. What
 * a UDP packet took is split into its way there and back and its stay at the reflector, which is no
 * part of the round-trip time; neither is asking for the name before a new connection.
 */
export type PhaseTimes = Partial<
  Record<"resolve" | "connect" | "tls" | "response" | "network" | "reflector", number>
>;

/** A record of the chain that leads from a name to its addresses, in the order of the answer. */
export interface DnsRecord {
  name: string;
  type: "A" | "AAAA" | "CNAME";
  ttlS: number;
  /** An address, or the name that a CNAME stands for. */
  data: string;
}

/** What a name server's answer consists of, beside its addresses. */
export interface LookupDetails {
  /** Address and port that were asked, such as `192.0.2.53:53` or `[2001:db8::53]:53`. */
  server: string;
  /** TCP when an answer over UDP was truncated. */
  transport: "udp" | "tcp";
  /** The AA bit. */
  authoritative: boolean;
  /** The TC bit of the answer over UDP. */
  truncated: boolean;
  /** The CNAME records that led to the addresses and these, in the order of the answer. */
  records: readonly DnsRecord[];
  /** Client subnet that was sent (RFC 7871), and the prefix length for which the server's answer holds. */
  clientSubnet: string | null;
  scopePrefix: number | null;
}

/**
 * What a packet took on either way, by the clocks of both ends; below zero where these differ by more
 * than the way takes.
 */
export interface OneWayDelays {
  outUs: number;
  backUs: number;
  /** What each may be wrong by, if both clocks are as good as they say. */
  errorUs: number;
}

/** How one attempt ended. */
export type Outcome =
  | {
      kind: "answer";
      rttUs: number;
      /** How much of `rttUs` may be delay of this process instead, because it stood still; 0 when calm. */
      uncertaintyUs: number;
      /** So much that `rttUs` is not to be trusted. */
      tainted: boolean;
      /** Which clock took `rttUs`: this process's own (`user`) also where nothing is said. */
      clock?: "user" | "kernel";
      phasesUs: PhaseTimes;
      /** Endpoint that the answer names; null when it names none. */
      servedBy: string | null;
      /** Address that answered. */
      address: string;
      /** Addresses in a DNS answer; empty for other metrics. */
      answers: readonly string[];
      /** Only of a DNS answer. */
      lookup?: LookupDetails;
      /** Only of a reflector, where both ends say what their clocks are wrong by at most. */
      oneWay?: OneWayDelays;
    }
  | { kind: "lost"; detail: string }
  | { kind: "failure"; failure: FailureClass; detail: string };
