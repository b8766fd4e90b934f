import { z } from "zod";
import { Identifier } from "./measured.ts";

/**
 * In which sense reality has left a decision: what stands in AWS is not what was decided
 * (`configuration`), clients are served otherwise than the model says (`prediction`), or what the
 * decision stood on holds no longer (`assumptions`).
 */
export const DriftSense = z.enum(["configuration", "prediction", "assumptions"]);

export type DriftSense = z.infer<typeof DriftSense>;

/** What reality is held against: what the owner declared or accepted, or what was recommended. */
export const DriftAgainst = z.enum(["declared", "recommended"]);

export type DriftAgainst = z.infer<typeof DriftAgainst>;

/**
 * `high`: clients are led elsewhere, or lose what protects them. `medium`: clients pass through it, or
 * would on a failure. `low`: nobody is known to notice.
 */
export const DriftSeverity = z.enum(["high", "medium", "low"]);

export type DriftSeverity = z.infer<typeof DriftSeverity>;

/**
 * `inconclusive` where nothing differs in what was compared, but not all could be compared, or nothing at
 * all: that is never `none`.
 */
export const DriftVerdict = z.enum(["none", "drift", "inconclusive"]);

export type DriftVerdict = z.infer<typeof DriftVerdict>;

/**
 * How a client group is touched: some of it is led elsewhere (`moved`), it goes through what differs
 * (`uses`), it would on a failure (`on-failure`), or the model cannot tell (`unknown`).
 */
export const AffectedHow = z.enum(["moved", "uses", "on-failure", "unknown"]);

export type AffectedHow = z.infer<typeof AffectedHow>;

export const AffectedGroup = z.object({
  group: Identifier,
  label: z.string(),
  /** Part of all traffic that the group is, 0 to 1. */
  share: z.number().min(0).max(1),
  how: AffectedHow,
  /** Part of the group that is led elsewhere, 0 to 1; null unless `moved`. */
  movedShare: z.number().min(0).max(1).nullable(),
});

export type AffectedGroup = z.infer<typeof AffectedGroup>;

/** Who is touched by a difference; no group where nobody is known to be. */
export const Affected = z.object({
  groups: z.array(AffectedGroup),
  /** Part of all traffic that these groups are. */
  share: z.number().min(0).max(1),
  /** Part of all traffic that is led elsewhere. */
  movedShare: z.number().min(0).max(1),
});

export type Affected = z.infer<typeof Affected>;

/** One thing that is not as it was decided, predicted or assumed. */
export const DriftDifference = z.object({
  /** The same for the same difference in every check, whatever its values are meanwhile. */
  id: z.string(),
  sense: DriftSense,
  severity: DriftSeverity,
  change: z.enum(["missing", "extra", "changed"]),
  /** What it is about, such as `record A www.shop.example. (eu)`. */
  subject: z.string(),
  /** Which of its settings, such as `routing.weight`; null for the whole of it. */
  setting: z.string().nullable(),
  /** As decided, predicted or assumed; null where it is `extra`, or was not set. */
  was: z.string().nullable(),
  /** As it stands or was measured; null where it is `missing`, or is not set. */
  is: z.string().nullable(),
  affected: Affected,
  /** Measured answers that it stands on; null where nothing was measured for it. */
  samples: z.int().nonnegative().nullable(),
  /** When a check found it first since it was last absent. */
  firstSeenAtMs: z.int(),
  /** Older than the check where the subject could not be read this time. */
  lastSeenAtMs: z.int(),
  sentence: z.string(),
  mend: z.string(),
});

export type DriftDifference = z.infer<typeof DriftDifference>;

/** Something that should have been compared and was not. */
export const DriftUnread = z.object({
  sense: DriftSense,
  what: z.string(),
  why: z.string(),
  mend: z.string(),
});

export type DriftUnread = z.infer<typeof DriftUnread>;

/** One sense in figures: how many settings, shares or assumptions were compared is the denominator. */
export const DriftOfSense = z.object({
  sense: DriftSense,
  verdict: DriftVerdict,
  compared: z.int().nonnegative(),
  differences: z.int().nonnegative(),
  unread: z.int().nonnegative(),
});

export type DriftOfSense = z.infer<typeof DriftOfSense>;

/** What one service is held against, and where that was said. */
export const DriftBasis = z.object({
  against: DriftAgainst,
  /** Null where there is nothing to hold it against. */
  source: z.enum(["service-file", "baseline", "recommendation"]).nullable(),
  /** Number of the recommendation; null for other sources. */
  recommendation: z.string().nullable(),
  /** When it was accepted or recommended; null where that is not known. */
  atMs: z.int().nullable(),
});

export type DriftBasis = z.infer<typeof DriftBasis>;

/** How one service stood when it was checked last. */
export const DriftReport = z.object({
  service: Identifier,
  label: z.string(),
  basis: DriftBasis,
  checkedAtMs: z.int(),
  /** End of the reading of AWS that was compared; null where AWS was never read. */
  inventoryAtMs: z.int().nullable(),
  verdict: DriftVerdict,
  /** Each sense that was asked for, once. */
  senses: z.array(DriftOfSense).min(1),
  unread: z.array(DriftUnread),
  /** The most severe first. */
  differences: z.array(DriftDifference),
});

export type DriftReport = z.infer<typeof DriftReport>;

export const DriftQuery = z.object({
  against: DriftAgainst.default("declared"),
  /** All three when left out. */
  sense: DriftSense.optional(),
});

export type DriftQuery = z.infer<typeof DriftQuery>;

/** Services as they were checked last, and those that were not checked yet. */
export const DriftAnswer = z.object({
  reports: z.array(DriftReport),
  notChecked: z.array(Identifier),
});

export type DriftAnswer = z.infer<typeof DriftAnswer>;
