import { z } from "zod";
import { Identifier } from "./measured.ts";

/**
 * How it is known what Route 53 answers somebody. `lookup`: a probe looked the name up; `test`: Route 53
 * said so by TestDNSAnswer; `shadow`: it said so of a design that was written under a name of its own for
 * that; `model`: worked out from the record sets.
 */
export const AnswerSource = z.enum(["lookup", "test", "shadow", "model"]);

export type AnswerSource = z.infer<typeof AnswerSource>;

/** Which routing is meant: what stands in Route 53 now, or a design that was tried under a shadow name. */
export const AnswersAbout = z.enum(["live", "proposed"]);

export type AnswersAbout = z.infer<typeof AnswersAbout>;

/** Whom a client is led to: an endpoint, something that belongs to none (`other`), nobody, or not known. */
const Server = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("endpoint"), endpoint: Identifier }),
  z.object({ kind: z.literal("other"), what: z.string() }),
  z.object({ kind: z.literal("none"), reason: z.string() }),
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
]);

/** The most likely first; the shares add up to 1. */
export const LedTo = z.array(z.object({ share: z.number().min(0).max(1), server: Server })).min(1);

export type LedTo = z.infer<typeof LedTo>;

/** Somebody who asks: a vantage, or a block of addresses of a client group. */
export const AskerName = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("vantage"), vantage: Identifier }),
  z.object({ kind: z.literal("block"), block: z.string() }),
]);

export type AskerName = z.infer<typeof AskerName>;

/** What one source says of one asker. */
export const SourceAnswer = z.object({
  source: AnswerSource,
  ledTo: LedTo,
  /** Answers that this stands on; null of the model, which counts none. */
  answers: z.int().positive().nullable(),
  /** When the newest of them was given; of the model, when the record sets were read. Null if not known. */
  atMs: z.int().nullable(),
  /** Block by which Route 53 judged the asker (EDNS Client Subnet); null where none was told. */
  clientSubnet: z.string().nullable(),
  /** `connections`: not the answer itself is known, but who served the connections that followed it. */
  basis: z.enum(["answers", "connections"]),
});

export type SourceAnswer = z.infer<typeof SourceAnswer>;

/** A source that has nothing to say of an asker, and why. */
export const NotAsked = z.object({
  source: AnswerSource,
  reason: z.string(),
  /** What to do about it; null where nothing can be done. */
  mend: z.string().nullable(),
});

export type NotAsked = z.infer<typeof NotAsked>;

export const AskerAnswers = z.object({
  asker: AskerName,
  answers: z.array(SourceAnswer),
  notAsked: z.array(NotAsked),
  /** The source that is believed; null where none knows. */
  trusted: AnswerSource.nullable(),
  /** Whether all sources that know agree; null where no two can be compared. */
  isAgreed: z.boolean().nullable(),
});

export type AskerAnswers = z.infer<typeof AskerAnswers>;

export const GroupAnswers = z.object({
  group: Identifier,
  label: z.string(),
  /** Part of all traffic that the group is, 0 to 1. */
  share: z.number().min(0).max(1),
  /** By the trusted source of each asker; askers stand for equal parts of the group. */
  ledTo: LedTo,
  askers: z.array(AskerAnswers),
});

export type GroupAnswers = z.infer<typeof GroupAnswers>;

/** How far two sources agree. */
export const SourceAgreement = z.object({
  sources: z.tuple([AnswerSource, AnswerSource]),
  /** Part of the compared traffic of which both say the same, 0 to 1; null where nothing could be compared. */
  agreement: z.number().min(0).max(1).nullable(),
  /** Part of all traffic whose groups have an asker of whom both know, 0 to 1. */
  comparedShare: z.number().min(0).max(1),
  askersCompared: z.int().nonnegative(),
  askersAgreed: z.int().nonnegative(),
});

export type SourceAgreement = z.infer<typeof SourceAgreement>;

/** Why two sources may differ. */
export const DisagreementReason = z.object({
  code: z.enum([
    /** Caches still hold what was answered before. */
    "ttl-running",
    /** Route 53 takes a health check for failed that the other source takes for passed, or the contrary. */
    "health",
    /** Route 53 judged by the resolver, because it told no client subnet. */
    "no-client-subnet",
    /** Route 53's data has the asker elsewhere than the estate. */
    "location-data",
    /** Latency records follow a table of AWS's own; the model takes the nearest Region. */
    "latency-table",
    /** The records may have changed since they were read. */
    "older-records",
    /** An address that no endpoint is known to have. */
    "unknown-address",
    "not-known",
  ]),
  sentence: z.string(),
});

export type DisagreementReason = z.infer<typeof DisagreementReason>;

export const Disagreement = z.object({
  group: Identifier,
  asker: AskerName,
  sources: z.tuple([AnswerSource, AnswerSource]),
  /** Likely reasons, the likeliest first. */
  reasons: z.array(DisagreementReason).min(1),
});

export type Disagreement = z.infer<typeof Disagreement>;

/**
 * `agreed`: every two sources agree on at least 95 % of the traffic that they can be compared on;
 * `inconclusive`: nothing could be compared.
 */
export const AnswersVerdict = z.enum(["agreed", "disagreed", "inconclusive"]);

export type AnswersVerdict = z.infer<typeof AnswersVerdict>;

/** What Route 53 answers the clients of a service, as each source has it. */
export const AnswersReport = z.object({
  service: Identifier,
  about: AnswersAbout,
  /** The name looked up, canonical. */
  name: z.string(),
  madeAtMs: z.int(),
  /** Lookups count that were made in this time until `madeAtMs`, in milliseconds. */
  windowMs: z.int().positive(),
  verdict: AnswersVerdict,
  /** Which source is believed before which, and why. */
  trust: z.array(z.object({ source: AnswerSource, why: z.string() })),
  groups: z.array(GroupAnswers),
  agreements: z.array(SourceAgreement),
  disagreements: z.array(Disagreement),
  /** What could not be read of the record sets, so that the model may lack it. */
  unread: z.array(z.string()),
});

export type AnswersReport = z.infer<typeof AnswersReport>;

/** The report, and whether Route 53 is being asked just now. */
export const AnswersAnswer = z.object({
  report: AnswersReport,
  /** Since when, in epoch milliseconds; null while it is not. */
  askingSinceMs: z.int().nullable(),
  /** End of the last round of questions; null before the first. */
  askedAtMs: z.int().nullable(),
});

export type AnswersAnswer = z.infer<typeof AnswersAnswer>;

/** Which answers are asked for, in the address. */
export const AnswersQuery = z.object({
  about: AnswersAbout.default("live"),
  windowMs: z.coerce.number().int().multipleOf(60_000).min(60_000).max(86_400_000).default(900_000),
});

export const AnswersAsked = z.object({ service: Identifier, askingSinceMs: z.int() });

export type AnswersAsked = z.infer<typeof AnswersAsked>;
