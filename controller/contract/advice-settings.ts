import { z } from "zod";
import { AdviceThresholds } from "./scenario.ts";
import { Webhook } from "./webhook.ts";

/** How often services are evaluated, by what measure, and who is told. */
export const AdviceSettings = z.strictObject({
  everyMs: z
    .int()
    .min(60_000, "must be 60000 (a minute) or more")
    .max(86_400_000, "must be 86400000 (a day) or less")
    .default(3_600_000)
    .describe("pause between two evaluations of a service on which nothing was changed"),
  thresholds: AdviceThresholds.strict()
    .default({})
    .describe("what is worth acting on, where it is not the usual"),
  switchCostUsd: z
    .number()
    .nonnegative("must be 0 or more")
    .nullable()
    .default(null)
    .describe("what changing a design costs once, in USD; a change must earn it back"),
  webhooks: z
    .array(Webhook)
    .max(50)
    .refine(
      (hooks) => new Set(hooks.map(({ url }) => url)).size === hooks.length,
      "an address stands twice",
    )
    .default([]),
});

export type AdviceSettings = z.infer<typeof AdviceSettings>;
