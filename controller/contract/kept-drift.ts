import { z } from "zod";
import { DriftReport } from "./drift.ts";

/** A report as it is kept from check to check. */
export const KeptDrift = z.object({
  report: DriftReport,
  /** What users were led by, as a digest, and since when it is seen; null where it was not read. */
  live: z.object({ digest: z.string(), sinceMs: z.int() }).nullable(),
});

export type KeptDrift = z.infer<typeof KeptDrift>;
