import { z } from "zod";
import { Identifier } from "../measured.ts";

/** Name of a run, counted over all plans; an identifier as probes know them. */
export const RunId = z.string().regex(/^run-\d{4,}$/, "looks like run-0001");

/** Which run it is, of which plan. */
export const RunHead = z.object({
  runId: RunId,
  planId: Identifier,
  service: Identifier,
  /** Epoch milliseconds. */
  begunAtMs: z.int().nonnegative(),
});

export type RunHead = z.infer<typeof RunHead>;
