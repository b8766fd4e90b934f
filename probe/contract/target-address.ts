import * as z from "zod";

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
export const TargetUrl = z
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
