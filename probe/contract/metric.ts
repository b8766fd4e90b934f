import * as z from "zod";

/**
 * What is timed on a path. Only `echo_rtt`, `ttfb_new` and `udp_rtt` may be compared between entries:
 * Global Accelerator ends TCP at the edge, so `connect` measures the way to the edge alone
 * (docs.aws.amazon.com/global-accelerator, "How AWS Global Accelerator works"), and its edge answers
 * pings as well, so `icmp_rtt` does not either.
 */
export const Metric = z.enum([
  "echo_rtt",
  "ttfb_new",
  "udp_rtt",
  "connect",
  "tls",
  "dns",
  "icmp_rtt",
]);

export type Metric = z.infer<typeof Metric>;

/** The way into a service: straight to an endpoint, by its Route 53 name, or by Global Accelerator. */
export const Entry = z.enum(["direct", "dns", "accelerator"]);

export type Entry = z.infer<typeof Entry>;
