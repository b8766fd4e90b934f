import * as z from "zod";
import { ArmedLane } from "./armed-run.ts";
import { Identifier } from "./identifier.ts";
import { WIRE_VERSION } from "./version.ts";

/** Epoch microseconds by the controller's clock, as far as the probe knows it. */
const AtUs = z.int().nonnegative();

/**
 * How a probe ended. `ok`: answered rightly in time. `error`: answered wrongly (refused, reset, a status of
 * 400 or more). `timeout`: nothing within the time-out.
 */
const ProbeState = z.enum(["ok", "error", "timeout"]);

/**
 * Probes of a lane in a row that ended alike and were served by the same endpoint. It ends where a probe
 * is missing. (`runId`, vantage, `laneId`, boot, `seq`) names it: versions of the same name only ever grow, and
 * only slots of one boot are counted by one clock.
 */
export const ProbeStretch = z
  .object({
    runId: Identifier,
    laneId: Identifier,
    entry: ArmedLane.shape.entry,
    class: ArmedLane.shape.class,
    /** Slot of the first probe on the lane's grid, from 0 at the run's start. */
    seq: z.int().nonnegative(),
    /** May still grow: a later version takes its place. */
    isOpen: z.boolean(),
    state: ProbeState,
    /** Endpoint that answered, rightly or wrongly, or that was the answer; null where nothing tells. */
    servedBy: Identifier.nullable(),
    firstSentUs: AtUs,
    firstDoneUs: AtUs,
    lastSentUs: AtUs,
    lastDoneUs: AtUs,
    count: z.int().positive(),
    /** How far its times may be off the controller's clock, microseconds; null while the probe does not know. */
    clockErrorUs: z.int().nonnegative().nullable(),
  })
  .refine(
    ({ firstSentUs, firstDoneUs, lastSentUs, lastDoneUs }) =>
      firstSentUs <= firstDoneUs && firstSentUs <= lastSentUs && lastSentUs <= lastDoneUs,
    "must be sent before it is done, and begin before it ends",
  );

export type ProbeStretch = z.infer<typeof ProbeStretch>;

/** What a vantage saw in failover tests since the batch before. (`vantage`, `boot`, `seq`) names it for good. */
export const StretchBatch = z.object({
  wireVersion: z.literal(WIRE_VERSION),
  vantage: Identifier,
  /** Random name of this start of the probe. */
  boot: z.string().regex(/^[0-9a-z]{8,16}$/, "use 8 to 16 digits and lower-case letters"),
  /** 1, 2, 3, … within the boot, apart from those of other batches. */
  seq: z.int().positive(),
  closedAtMs: z.int().positive(),
  stretches: z.array(ProbeStretch).min(1).max(2_000),
});

export type StretchBatch = z.infer<typeof StretchBatch>;
