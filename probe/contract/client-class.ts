import * as z from "zod";

/** How clients behave that a probe stands for in a failover test (C1 to C9). */
export const ProbeClientClass = z.enum([
  /** C1: looks up and connects anew each time. */
  "fresh",
  /** C2: keeps an answer for its TTL, connects anew each time. */
  "ttl_obeying",
  /** C3: a pool of open connections; looks up, by the TTL, only when one of them has broken. */
  "keep_alive",
  /** C4: keeps the first answer for good, connects anew each time. */
  "never_re_resolves",
  /** C5: asks the name servers of the zone, and connects to nothing. */
  "authoritative",
  /** C6: like `fresh`, and asks a public resolver. */
  "public_resolver",
  /** C7: connects anew each time. */
  "accelerator_fresh",
  /** C8: one connection, made again only when it has broken. */
  "accelerator_long_lived",
  /** C9: datagrams to a STAMP reflector (RFC 8762). */
  "udp",
]);

export type ProbeClientClass = z.infer<typeof ProbeClientClass>;
