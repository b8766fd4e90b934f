import * as z from "zod";
import { FailureClass } from "./failure.ts";
import { countInBins, SparseBins } from "./histogram.ts";
import { Identifier } from "./identifier.ts";
import { Entry, Metric } from "./metric.ts";
import { MINUTE_MS } from "./minute.ts";
import { WIRE_VERSION } from "./version.ts";

const Count = z.int().nonnegative();

/**
 * What one probe saw on one series within one minute, or part of it. Every attempt is counted once:
 * `sent` = values in `bins` + `tainted` + `lost` + the sum of `failures`.
 */
export const Contribution = z
  .object({
    service: Identifier,
    entry: Entry,
    endpoint: Identifier.nullable(),
    metric: Metric,
    /** Start of the minute, in epoch milliseconds by the probe's clock. */
    minuteMs: z.int().positive().multipleOf(MINUTE_MS),
    sent: Count,
    /** No answer within the time-out, or only after a retransmitted SYN. */
    lost: Count,
    /** Answered, but timed while the probe's process stood still: no value to be trusted. */
    tainted: Count,
    /** Planned attempts that never started because the probe was late. */
    skipped: Count,
    failures: z.partialRecord(FailureClass, Count),
    /**
     * Endpoint named in the answer → answers. Of the metric `dns` the first address of the answer, by its
     * name (`ip-198-51-100-1`); probes of earlier releases tell none.
     */
    servedBy: z.record(Identifier, Count),
    /** Exact extremes of the values in `bins`; null without values. */
    minUs: Count.nullable(),
    maxUs: Count.nullable(),
    /** When the newest attempt of the contribution was started, in epoch milliseconds. */
    lastAtMs: z.int().positive(),
    bins: SparseBins,
  })
  .superRefine((contribution, context) => {
    const failed = Object.values(contribution.failures).reduce((sum, count) => sum + count, 0);
    const measured = countInBins(contribution.bins);
    const explained = measured + contribution.tainted + contribution.lost + failed;
    if (contribution.sent !== explained) {
      context.addIssue({
        code: "custom",
        path: ["sent"],
        message: `is ${contribution.sent}, but values, tainted, lost and failures add up to ${explained}`,
      });
    }
    const hasExtremes = contribution.minUs !== null && contribution.maxUs !== null;
    if (hasExtremes !== measured > 0) {
      context.addIssue({
        code: "custom",
        path: ["minUs"],
        message: "minUs and maxUs are given if and only if there are values in bins",
      });
    }
  });

export type Contribution = z.infer<typeof Contribution>;

/** How the measuring process itself fared since the batch before. */
export const ProbeHealth = z.object({
  version: z.string().min(1).max(40),
  uptimeS: z.number().nonnegative(),
  rssBytes: Count,
  /** Share of one core used by the whole process. */
  cpuRatio: z.number().nonnegative(),
  /** How late attempts started against their slot. */
  latenessP99Us: Count,
  stalls: Count,
  longestStallUs: Count,
  /** Batches that wait on disk, and their size; those dropped for being too many, too old or refused. */
  spooledBatches: Count,
  spooledBytes: Count.optional(),
  droppedBatches: Count,
  /** What 99 % of the answers were uncertain by at most, because the measuring thread stood still. */
  uncertaintyP99Us: Count.optional(),
  /** How long 99 % of the events in a thread waited at most until it looked at them. */
  loopDelayP99Us: Count.optional(),
  mainLoopDelayP99Us: Count.optional(),
  /** Attempts started, out of those due; absent when none was due. */
  runRatio: z.number().min(0).max(1).optional(),
  /** Attempts not started because of the limits in the probe's own file. */
  cappedAttempts: Count.optional(),
  /**
   * What the controller's clock is ahead of the probe's, in milliseconds; absent while it is not
   * known. Minutes and times in a batch stay the probe's own.
   */
  clockOffsetMs: z.number().optional(),
  /** How long ago the offset was last measured, in seconds. */
  clockAgeS: z.number().nonnegative().optional(),
});

export type ProbeHealth = z.infer<typeof ProbeHealth>;

/**
 * The envelope that travels to the controller. (`vantage`, `boot`, `seq`) names it for good: the same
 * three always carry the same content, however often it is sent.
 */
export const Batch = z.object({
  wireVersion: z.literal(WIRE_VERSION),
  vantage: Identifier,
  /** Random name of this start of the probe. */
  boot: z.string().regex(/^[0-9a-z]{8,16}$/, "use 8 to 16 digits and lower-case letters"),
  /** 1, 2, 3, … within the boot. */
  seq: z.int().positive(),
  closedAtMs: z.int().positive(),
  assignmentVersion: z.string().min(1).max(64),
  health: ProbeHealth,
  contributions: z.array(Contribution).max(5_000),
});

export type Batch = z.infer<typeof Batch>;

/** The controller's answer to a batch. It means: the batch is in Redis. */
export const BatchReceipt = z.object({
  vantage: Identifier,
  boot: z.string(),
  seq: z.int().positive(),
  assignmentVersion: z.string(),
  /** When the batch arrived and when this left, in epoch milliseconds by the controller's clock. */
  receivedAtMs: z.number().positive().optional(),
  sentAtMs: z.number().positive().optional(),
});

export type BatchReceipt = z.infer<typeof BatchReceipt>;
