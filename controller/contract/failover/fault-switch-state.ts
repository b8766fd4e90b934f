import { z } from "zod";

/** What every fault switch answers to GET; it may say more. */
export const FaultSwitchState = z.object({
  /** Whether its fault holds now. */
  inForce: z.boolean(),
});
