import * as z from "zod";
import { Identifier } from "./identifier.ts";
import { Entry, Metric } from "./metric.ts";

/** Whom to ask for a name. Without one the probe's own system resolver answers. */
export const Resolver = z.object({
  address: z.union([z.ipv4(), z.ipv6()]).describe("IP address of the resolver"),
  port: z.int().min(1).max(65_535).default(53).describe("port of the resolver"),
  clientSubnet: z
    .union([z.cidrv4(), z.cidrv6()])
    .optional()
    .describe("sent as EDNS Client Subnet (RFC 7871), as a resolver near the users would"),
});

export type Resolver = z.infer<typeof Resolver>;

/** Schemes whose addresses have no port of their own, so that each must name it. */
const PORTLESS_SCHEME = /^(tcp|tls|udp):/i;
const HOST_AND_PORT = /^\w+:\/\/[^/?#@]+:[1-9]\d*\/?$/;
const ICMP_SCHEME = /^icmp:/i;
const HOST_ALONE = /^icmp:\/\/(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)\/?$/i;

/**
 * Where a target is: `https://host/path` or `http://…`; `tcp://host:port` and `tls://host:port` for any
 * server that listens there; `udp://host:port` for a STAMP reflector (RFC 8762); `icmp://host`.
 */
const TargetUrl = z
  .url({ protocol: /^(https?|tcp|tls|udp|icmp)$/ })
  .refine((text) => !PORTLESS_SCHEME.test(text) || HOST_AND_PORT.test(text), {
    message: "must be a host and its port alone, such as tcp://example.com:5432",
  })
  .refine((text) => !ICMP_SCHEME.test(text) || HOST_ALONE.test(text), {
    message: "must be a host alone, such as icmp://example.com",
  });

/**
 * Which HTTP to speak. 2 is agreed on by ALPN over TLS and taken for granted over clear text (RFC 9113
 * §3.2, §3.3); a server that does not speak it fails, it is never asked in 1.1 instead.
 */
export const HttpVersion = z.enum(["1.1", "2"]);

export type HttpVersion = z.infer<typeof HttpVersion>;

/** One way to reach a service or one endpoint of it, and how to tell who served the answer. */
export const Target = z.object({
  service: Identifier,
  entry: Entry,
  endpoint: Identifier.nullable(),
  url: TargetUrl,
  resolver: Resolver.optional(),
  /** 1.1 without one, and in probes that do not know the field. */
  httpVersion: HttpVersion.optional(),
  /** Response header in which an endpoint names itself. */
  servedByHeader: z.string().min(1).max(80).optional(),
});

export type Target = z.infer<typeof Target>;

/**
 * Targets measured together, so that their times can be compared pair by pair: every `intervalMs` on
 * a fixed grid all of them are tried in random order within `spreadMs`.
 */
export const Round = z
  .object({
    id: z.string().min(1).max(160),
    metric: Metric,
    intervalMs: z.int().min(20).max(3_600_000),
    spreadMs: z.int().min(0).max(1_000),
    timeoutMs: z.int().min(10).max(60_000),
    /**
     * Under the limits in the probe's own file, rounds of a failover test come before the others, which
     * are `normal` where nothing is said. Older probes know no such order.
     */
    priority: z.enum(["normal", "failover"]).optional(),
    targets: z.array(Target).min(1).max(1_000),
  })
  .refine((round) => round.spreadMs < round.intervalMs, {
    path: ["spreadMs"],
    message: "must be shorter than intervalMs",
  });

export type Round = z.infer<typeof Round>;

/**
 * What the controller asks of a probe: the sole message that flows towards it. The probe measures only
 * what its own allow-list names as well.
 */
export const Assignment = z.object({
  wireVersion: z.literal(1),
  vantage: Identifier,
  /** Changes when anything below changes; sent back as an entity tag. */
  version: z.string().min(1).max(64),
  batchIntervalMs: z.int().min(500).max(300_000),
  rounds: z.array(Round).max(500),
});

export type Assignment = z.infer<typeof Assignment>;
