import { z } from "zod";
import { FailoverRun } from "./failover-run.ts";
import { Identifier } from "./measured.ts";
import { EvidenceSource, PathHistory } from "./path-history.ts";

/** The version of the shape below. It grows when a document of an earlier one would be read wrongly. */
const HISTORY_VERSION = 1;

/** Evidence is looked at for 28 days; more in one document is a mistake. */
const MOST_DAYS = 35;
const MOST_MEDIANS = MOST_DAYS * 288;
const MOST_PATHS = 5_000;
const MOST_RUNS = 10_000;

/**
 * What was measured of a service elsewhere, or simulated, to be taken over whole: it stands in the place
 * of what was imported for the service before.
 *
 * A simulated one is used only while fewer than 7 full days were measured, and then alone: no path, and no
 * comparison, has numbers of both kinds. A measured one adds the days that Isochrone has not measured itself.
 */
export const HistoryImport = z
  .object({
    isochroneHistory: z.literal(HISTORY_VERSION, {
      error: `must be ${HISTORY_VERSION}, the version of histories that this release reads`,
    }),
    /** Never guessed: `measured` of users or probes, `simulated` of a model. */
    source: EvidenceSource,
    /** What made it: `lab seed 7`, `export of …`. Shown beside it. */
    origin: z.string().min(1).max(200),
    paths: z
      .array(PathHistory)
      .min(1, "name at least one path")
      .max(MOST_PATHS, `must be ${MOST_PATHS} paths or fewer`),
    failoverRuns: z
      .array(FailoverRun)
      .max(MOST_RUNS, `must be ${MOST_RUNS} runs or fewer`)
      .default([]),
  })
  .superRefine(({ paths, failoverRuns }, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const seen = new Map<string, number>();
    paths.forEach(({ vantage, entry, endpoint, medians, days }, at) => {
      const name = `${vantage} ${entry} ${endpoint ?? "*"}`;
      const before = seen.get(name);
      if (before !== undefined) issue(["paths", at], `is the same path as paths.${before}`);
      seen.set(name, at);
      if (medians.length > MOST_MEDIANS) {
        const most = `must be ${MOST_MEDIANS} or fewer, those of ${MOST_DAYS} days`;
        issue(["paths", at, "medians"], most);
      }
      if (days.length > MOST_DAYS) issue(["paths", at, "days"], `must be ${MOST_DAYS} or fewer`);
    });
    const ids = new Set<string>();
    failoverRuns.forEach(({ id }, at) => {
      if (ids.has(id)) issue(["failoverRuns", at, "id"], `${id} stands twice`);
      ids.add(id);
    });
  });

export type HistoryImport = z.infer<typeof HistoryImport>;

/** What is kept of an import, in short. Times are epoch milliseconds. */
export const HistorySummary = z.object({
  /** SHA-256 over the document, in hexadecimal. */
  hash: z.string(),
  source: EvidenceSource,
  origin: z.string(),
  importedAtMs: z.int(),
  /** First and last five minutes or day that anything is said of; null where no path has a value. */
  fromMs: z.int().nullable(),
  toMs: z.int().nullable(),
  paths: z.int().nonnegative(),
  medians: z.int().nonnegative(),
  failoverRuns: z.object({ dns: z.int().nonnegative(), accelerator: z.int().nonnegative() }),
});

export type HistorySummary = z.infer<typeof HistorySummary>;

/** What a service was given from elsewhere, and whether recommendations stand on it. */
export const ServiceHistory = z.object({
  service: Identifier,
  /** Null where nothing was imported. */
  imported: HistorySummary.nullable(),
  /** Whether the last evaluation stood on it; null before one has. */
  isUsed: z.boolean().nullable(),
});

export type ServiceHistory = z.infer<typeof ServiceHistory>;
