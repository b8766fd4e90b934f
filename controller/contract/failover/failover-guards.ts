import { z } from "zod";

/** What ends a run at once; it is restored then. */
export const FailoverGuards = z.object({
  errorBudgetRatio: z
    .number()
    .positive()
    .max(1)
    .describe(
      "largest share of the users' requests of the whole run that may fail, each vantage and class weighted by its users, 0.05 for 5 %",
    ),
  silentShareRatio: z
    .number()
    .min(0)
    .lt(1)
    .default(0.2)
    .describe("a run ends when more than this share of the vantages is silent"),
  silentAfterS: z
    .number()
    .min(1)
    .max(300)
    .default(15)
    .describe("seconds without a result after which a vantage counts as silent"),
  mostMisRoutes: z
    .int()
    .nonnegative()
    .default(0)
    .describe("most probes that a forbidden endpoint may serve"),
  secondEndpointRatio: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe(
      "a run ends when more than this share of an endpoint's answers fails that should not",
    ),
});

export type FailoverGuards = z.infer<typeof FailoverGuards>;
