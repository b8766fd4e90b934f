import { z } from "zod";
import { Identifier, VantageKind } from "./measured.ts";
import { Trouble } from "./trouble.ts";

/** In order of precedence. `starting` holds until the first minute of measurements is there. */
export const Verdict = z.enum(["outage", "degraded", "cannot-tell", "healthy", "starting"]);

export type Verdict = z.infer<typeof Verdict>;

const ProbeState = z.enum(["measuring", "silent", "new"]);

/** One vantage as the fleet sees it. */
export const VantageStatus = z.object({
  id: Identifier,
  label: z.string(),
  kind: VantageKind,
  latitude: z.number(),
  longitude: z.number(),
  probe: ProbeState,
  newestBatchAtMs: z.int().nullable(),
  version: z.string().nullable(),
  /** Share of the due attempts that the probe started, by its last report; absent when not told. */
  runRatio: z.number().min(0).max(1).optional(),
});

export type VantageStatus = z.infer<typeof VantageStatus>;

/** The answer to "is anything wrong, where, and can I trust that?". */
export const Status = z.object({
  verdict: Verdict,
  /** State, scope, size, since, confidence, next step: the same words on screen and command line. */
  sentence: z.string(),
  environment: z.object({ name: z.string(), note: z.string() }),
  services: z.array(z.object({ id: Identifier, label: z.string() })),
  atMs: z.int(),
  newestAtMs: z.int().nullable(),
  /** Attempts and losses over the window. */
  windowMs: z.int(),
  sent: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Series with measurements, out of those assigned. */
  seriesMeasured: z.int().nonnegative(),
  seriesAssigned: z.int().nonnegative(),
  vantages: z.array(VantageStatus),
  /** Why the controller takes or counts no measurements now; null or absent while it does. */
  trouble: Trouble.nullable().optional(),
});

export type Status = z.infer<typeof Status>;
