import { z } from "zod";
import { Entry } from "../measured.ts";

/** A way in that chooses the endpoint, so that it can lead users to another one. */
export const FailoverEntry = Entry.extract(["dns", "accelerator"]);

export type FailoverEntry = z.infer<typeof FailoverEntry>;

/** How a client behaves that probes stand for (C1 to C9). */
export const ClientClass = z
  .enum([
    "fresh",
    "ttl_obeying",
    "keep_alive",
    "never_re_resolves",
    "authoritative",
    "public_resolver",
    "accelerator_fresh",
    "accelerator_long_lived",
    "udp",
  ])
  .describe(
    [
      "how clients behave: fresh (C1: looks up and connects anew each time), ttl_obeying (C2: keeps an answer for its TTL)",
      "keep_alive (C3: a pool of open connections), never_re_resolves (C4: keeps the first answer), authoritative (C5: asks the name servers of the zone)",
      "public_resolver (C6: asks public resolvers), accelerator_fresh (C7: a new connection each time), accelerator_long_lived (C8: one connection), udp (C9: datagrams)",
    ].join(", "),
  );

export type ClientClass = z.infer<typeof ClientClass>;

/** Clients of one way in: a class, and how many users behave so. */
export const FailoverClient = z.object({
  entry: FailoverEntry.describe("way in that they take: dns or accelerator"),
  class: ClientClass,
  shareRatio: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      "share of the users of this way in that behave so, 0.4 for 40 %; 0: measured, but nobody's own experience",
    ),
});

export type FailoverClient = z.infer<typeof FailoverClient>;

/** Ways in of each class. Only the accelerator's own classes and datagrams go through it. */
export const ENTRIES_OF_CLASS: Readonly<Record<ClientClass, readonly FailoverEntry[]>> = {
  fresh: ["dns"],
  ttl_obeying: ["dns"],
  keep_alive: ["dns"],
  never_re_resolves: ["dns"],
  authoritative: ["dns"],
  public_resolver: ["dns"],
  accelerator_fresh: ["accelerator"],
  accelerator_long_lived: ["accelerator"],
  udp: ["dns", "accelerator"],
};
