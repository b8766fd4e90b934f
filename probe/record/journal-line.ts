import * as z from "zod";
import { ProbeHealth } from "../contract/batch.ts";
import { FailureClass } from "../contract/failure.ts";
import { Identifier } from "../contract/identifier.ts";
import { Entry, Metric } from "../contract/metric.ts";

const Index = z.int().nonnegative();
const AtMs = z.int().positive();

/** First line of a journal: all that a batch holds besides its contributions. */
export const JournalHeader = z.object({
  vantage: Identifier,
  boot: z.string(),
  /** Number of the first batch that the journal becomes. */
  firstSeq: z.int().positive(),
  openedAtMs: AtMs,
  assignmentVersion: z.string(),
  /** How the process fared when the journal was opened. */
  health: ProbeHealth,
});

export type JournalHeader = z.infer<typeof JournalHeader>;

/**
 * Every other line. `series` gives the next series its index, from 0 on; the rest are attempts that
 * have ended, with the index of their series and when they were started in epoch milliseconds.
 */
export const JournalLine = z.union([
  z.tuple([z.literal("series"), Identifier, Entry, Identifier.nullable(), Metric]),
  z.tuple([z.literal("answer"), Index, AtMs, Index, Identifier.nullable()]),
  z.tuple([z.literal("tainted"), Index, AtMs, Index, Identifier.nullable()]),
  z.tuple([z.literal("lost"), Index, AtMs]),
  z.tuple([z.literal("failure"), Index, AtMs, FailureClass]),
  z.tuple([z.literal("skip"), Index, AtMs, Index]),
]);

export type JournalLine = z.infer<typeof JournalLine>;
