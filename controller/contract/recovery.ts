import { z } from "zod";

/** How a service is made to survive the loss of a Region, the cheapest first. */
export const RecoveryStrategy = z.enum([
  "backup_restore",
  "pilot_light",
  "warm_standby",
  "active_active",
]);

export type RecoveryStrategy = z.infer<typeof RecoveryStrategy>;

/** A strategy as its owner knows it. What is left out is unknown, which is not zero. */
const KnownStrategy = z.object({
  strategy: RecoveryStrategy.describe("which of the four it is said of"),
  usdPerMonth: z
    .number()
    .nonnegative()
    .optional()
    .describe("what it costs in a month beside the primary deployment, USD"),
  costRatio: z
    .number()
    .nonnegative()
    .max(10)
    .optional()
    .describe(
      "the same as a share of the primary's run cost, 0.3 for 30 %; used without usdPerMonth",
    ),
  testedRtoS: z
    .number()
    .nonnegative()
    .optional()
    .describe(
      "seconds until service stood again when it was tried, without the time to lead users there",
    ),
  testedRpoS: z
    .number()
    .nonnegative()
    .optional()
    .describe("seconds of writes that were lost when it was tried, such as the lag of replication"),
});

/** What is known of surviving the loss of a Region. */
export const Recovery = z.object({
  strategy: RecoveryStrategy.optional().describe(
    "how the service is made to survive the loss of a Region today",
  ),
  primaryUsdPerMonth: z
    .number()
    .nonnegative()
    .optional()
    .describe("what the primary deployment costs to run in a month, USD"),
  strategies: z
    .array(KnownStrategy)
    .max(4)
    .optional()
    .describe("what is known of strategies, each once"),
});

export type Recovery = z.infer<typeof Recovery>;
