import { z } from "zod";
import { Identifier } from "./measured.ts";

/**
 * What one failover run told of one way in: how long users were without service, by client group. The
 * run is the unit: its groups share the moment of the failure and say one thing about the next one.
 */
export const FailoverRun = z.object({
  id: z.string().min(1).max(80).describe("name of the run"),
  /** Epoch milliseconds. */
  atMs: z.int().describe("when the endpoint failed, epoch milliseconds"),
  entry: z.enum(["dns", "accelerator"]).describe("way in that users took"),
  /** The endpoint that failed. */
  endpoint: Identifier.describe("endpoint that failed"),
  /** How long answers were kept and how health was checked in this run; null where not known. */
  ttlS: z
    .int()
    .nonnegative()
    .nullable()
    .default(null)
    .describe("seconds that resolvers might keep an answer; empty where not known"),
  intervalS: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe("seconds between health checks; empty where not known"),
  failureThreshold: z
    .int()
    .min(1)
    .max(10)
    .nullable()
    .default(null)
    .describe("failed health checks in a row that count as down; empty where not known"),
  lostWritesS: z
    .number()
    .nonnegative()
    .nullable()
    .optional()
    .describe("seconds of writes that were lost; empty (null) or left out where nothing tells"),
  /** Client group → seconds until stable service, the upper end of what was seen; null: never in the run. */
  recoveryS: z
    .record(Identifier, z.number().nonnegative().nullable())
    .refine((groups) => Object.keys(groups).length > 0, "must tell of a client group")
    .describe(
      "by client group, seconds until service was stable again, the upper end of what was seen; empty (null): never in the run",
    ),
});

export type FailoverRun = z.infer<typeof FailoverRun>;
