import { z } from "zod";
import { RecordSet } from "./aws/record-set.ts";
import { RoutingDesign } from "./aws/routing-design.ts";
import { Identifier } from "./measured.ts";

/** Random, so that nobody comes upon the name by guessing. */
export const ShadowId = z.string().regex(/^[0-9a-f]{20}$/, "is no id of a shadow");

/**
 * What is written to try a design: its record sets under a name of their own, in the same zone. The
 * inverse is to delete them, exactly as they stand here.
 */
export const ShadowPlan = z.object({
  id: ShadowId,
  service: Identifier,
  account: z.string(),
  zone: z.string(),
  zoneName: z.string(),
  /** The name that users look up, and the one that is asked for in its place; canonical. */
  name: z.string(),
  shadowName: z.string(),
  records: z.array(RecordSet).min(1),
  design: RoutingDesign,
  /** It can be confirmed until then, in epoch milliseconds. */
  confirmUntilMs: z.int(),
});

export type ShadowPlan = z.infer<typeof ShadowPlan>;

/**
 * What is kept of a shadow from before it is written until it is known to be gone. Somebody may confirm
 * one that is `planned`; one that is `confirmed` waits to be written. While it is `written` its process
 * renews the lease; once that has run out, any process deletes the records.
 */
export const ShadowLease = z.object({
  plan: ShadowPlan,
  state: z.enum(["planned", "confirmed", "written"]),
  untilMs: z.int(),
});

export type ShadowLease = z.infer<typeof ShadowLease>;
