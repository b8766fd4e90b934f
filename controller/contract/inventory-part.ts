import { z } from "zod";

/** Services that are read, as they stand in ARNs and in IAM actions; an inventory has none of `pricing`. */
export const AwsService = z.enum([
  "sts",
  "ec2",
  "elasticloadbalancing",
  "globalaccelerator",
  "route53",
  "pricing",
]);

export type AwsService = z.infer<typeof AwsService>;

/** What one part of the reading is about. */
export const PartSubject = z.enum([
  "identity",
  "regions",
  "zones",
  "subnets",
  "instances",
  "addresses",
  "load-balancers",
  "target-health",
  "accelerators",
  "hosted-zones",
  "record-sets",
  "cidr-collections",
  "health-checks",
  "health-statuses",
]);

export type PartSubject = z.infer<typeof PartSubject>;

/** Why something could not be read, whichever service says so in its own words. */
export const ReadErrorKind = z.enum([
  "denied",
  "throttled",
  "expired-token",
  "no-credentials",
  /** There is no such Region, or the account has not opted in to it. */
  "unknown-region",
  /** Nobody answered, or not in time. */
  "network",
  /** The answer broke off, or the reading was ended before this part was done. */
  "cut-off",
  "other",
]);

export type ReadErrorKind = z.infer<typeof ReadErrorKind>;

export const ReadError = z.object({
  kind: ReadErrorKind,
  /** As AWS names it, such as `AccessDenied`; for programs. */
  code: z.string(),
  message: z.string(),
  /** What to do about it. */
  mend: z.string(),
});

export type ReadError = z.infer<typeof ReadError>;

/**
 * `partial`: some of it was read, and what was read is here. `skipped`: it was not asked for, by choice
 * (then `note` says whose) or because something before it failed (then `error` says what).
 */
export const PartState = z.enum(["complete", "partial", "failed", "skipped"]);

export type PartState = z.infer<typeof PartState>;

/** One part of an inventory: what was read of it, out of how much, and what went wrong. */
export const InventoryPart = z.object({
  /** Account id; `own` where the credentials could not be asked whose they are. */
  account: z.string(),
  service: AwsService,
  subject: PartSubject,
  /** Region or hosted zone that the part is about; null for all of the account. */
  scope: z.string().nullable(),
  state: PartState,
  /** How many were read this time. */
  items: z.int().nonnegative(),
  /** How many there are; null where that is not known. */
  of: z.int().nonnegative().nullable(),
  /** What went wrong; null where nothing did, also when less than all was asked for. */
  error: ReadError.nullable(),
  /** What the reader should know besides. */
  note: z.string().nullable(),
  /** When this was tried. */
  readAtMs: z.int(),
  /** Shown in place of what could not be read: how many of an earlier reading, and of when. */
  stale: z.object({ items: z.int().nonnegative(), readAtMs: z.int() }).nullable(),
});

export type InventoryPart = z.infer<typeof InventoryPart>;
