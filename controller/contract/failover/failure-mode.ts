import { z } from "zod";

/**
 * What a failover test makes fail. Results of different modes are never put together: they are noticed
 * in different ways. A health check takes longer for a lost packet than for a refused connection.
 */
export const FailureMode = z
  .enum([
    "health_only",
    "targets_stopped",
    "black_hole",
    "brown_out",
    "planned_move",
    "partial_partition",
    "standby_degraded",
    "failback",
  ])
  .describe(
    [
      "what fails: health_only (I1: only the health page fails, users are still served), targets_stopped (I2: connections are refused)",
      "black_hole (I3: packets are lost), brown_out (I4: some answers are wrong or slow), planned_move (I5: weight or dial to 0)",
      "partial_partition (I6: one zone, or from some vantages only), standby_degraded (I7: the other endpoint is unwell too), failback (I8: the way back)",
    ].join(", "),
  );

export type FailureMode = z.infer<typeof FailureMode>;
