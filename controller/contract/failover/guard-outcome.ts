import { z } from "zod";
import { GuardOrder } from "./guard-order.ts";
import { RestoreStep } from "./restore-step.ts";

/**
 * Why a dead man's timer ended its wait. `deadline`: it passed. `asked`: somebody asked it to restore now.
 * `ending`: the guard itself was told to end, as when a machine shuts down, and restored first.
 * `released`: somebody else had restored, and had verified it.
 */
const GuardCause = z.enum(["deadline", "asked", "ending", "released"]);

export type GuardCause = z.infer<typeof GuardCause>;

/** What became of one step. */
const StepOutcome = z.object({
  kind: z.enum(RestoreStep.options.map((option) => option.shape.kind.value)),
  tries: z.int().nonnegative(),
  /** When it was verified to be as it was found, epoch milliseconds; null where that was not this guard's doing. */
  restoredAtMs: z.int().nullable(),
  /** What was found last. */
  reason: z.string(),
});

export type StepOutcome = z.infer<typeof StepOutcome>;

/** What a dead man's timer did; times are epoch milliseconds. Kept for 30 days. */
export const GuardOutcome = z.object({
  order: GuardOrder,
  cause: GuardCause,
  /** Null where no guard was alive when it was released. */
  armedAtMs: z.int().nullable(),
  /** When restoring began; null where it never did. */
  beganAtMs: z.int().nullable(),
  endedAtMs: z.int(),
  steps: z.array(StepOutcome),
});

export type GuardOutcome = z.infer<typeof GuardOutcome>;
