import type { LabClock } from "../clock.ts";

/** What a health checker calls. */
export interface ProbeTarget {
  readonly protocol: "TCP" | "HTTP" | "HTTPS";
  /** IPv4 of the lab; nothing else is ever connected to. */
  readonly address: string;
  readonly port: number;
  /** Address that the checker binds to; any where left out. */
  readonly sourceAddress?: string | undefined;
  /** The Host header; address and port where left out. */
  readonly host?: string | undefined;
  /** Name sent in the TLS handshake; none where left out. */
  readonly serverName?: string | undefined;
  /** `/` where left out. */
  readonly path?: string | undefined;
  readonly userAgent?: string | undefined;
  /** What the first 5,120 bytes of the body must hold. */
  readonly searchString?: string | undefined;
}

/** How one call ended. */
export interface ProbeOutcome {
  readonly ok: boolean;
  /** As Route 53 words it: begins with `Success: ` or `Failure: `. */
  readonly reason: string;
  readonly tookLabMs: number;
}

/**
 * How long a checker waits, in lab ms, each from the end of the step before.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export interface ProbeLimits {
  /** For a connection of a TCP check. */
  readonly tcpMs: number;
  /** For a connection of an HTTP or HTTPS check. */
  readonly connectMs: number;
  /** For the status, TLS handshake included. */
  readonly statusMs: number;
  /** For as much of the body as is searched. */
  readonly bodyMs: number;
}

/** The limits of Route 53's checkers. */
export const ROUTE53_LIMITS: ProbeLimits = {
  tcpMs: 10_000,
  connectMs: 4_000,
  statusMs: 2_000,
  bodyMs: 2_000,
};

/** What the network makes of a connection attempt before a socket is opened for it. */
export type Reach = "open" | "refused" | "silent";

/** What a call is made with. */
export interface ProbeMeans {
  readonly clock: LabClock;
  readonly limits?: ProbeLimits;
  /** What user space cannot imitate on loopback: whose packets are lost. All get through where left out. */
  readonly reach?: (target: ProbeTarget) => Reach;
}
