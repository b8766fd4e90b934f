import type { GuardRetry } from "../../contract/failover/guard-order.ts";
import type { StepOutcome } from "../../contract/failover/guard-outcome.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import type { Restore } from "../inject/injection.ts";
import type { GuardClock } from "./guard-clock.ts";
import { reasonOf } from "./guard-problem.ts";

export type RestoreMeans = {
  readonly restore: Restore;
  readonly clock: GuardClock;
  readonly retry: GuardRetry;
  /** Somebody else has verified that it was put back. */
  readonly stop: AbortSignal;
  readonly warn: (line: string) => void;
};

/**
 * Puts one thing back, and tries again until it is verified or somebody else has seen to it. Does not
 * reject.
 *
 * @param onTry told after each try, so that what was done is known also where it is cut short
 */
export async function restoreUntilVerified(
  step: RestoreStep,
  { restore, clock, retry, stop, warn }: RestoreMeans,
  onTry: (outcome: StepOutcome) => void,
): Promise<void> {
  for (let tries = 1; !stop.aborted; tries += 1) {
    const found = await tryOnce(step, restore, clock, retry.tryWithinMs);
    const isRestored = found.state === "restored";
    const restoredAtMs = isRestored ? clock.nowMs() : null;
    onTry({ kind: step.kind, tries, restoredAtMs, reason: found.reason });
    if (isRestored) return;
    const pauseMs = pauseAfter(tries, retry);
    warn(
      `NOT RESTORED: ${step.kind}, try ${tries}: ${found.reason} (${found.state}); next try in ${pauseMs / 1_000} s`,
    );
    await clock.sleep(pauseMs, stop);
  }
}

/** Milliseconds to wait after a try that failed; the first is number 1. */
export function pauseAfter(tries: number, { firstPauseMs, longestPauseMs }: GuardRetry): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
}

type Found = { readonly state: string; readonly reason: string };

/** A try that does not end is left to itself, since two at once do no harm. */
async function tryOnce(
  step: RestoreStep,
  restore: Restore,
  clock: GuardClock,
  withinMs: number,
): Promise<Found> {
  const answered = new AbortController();
  const late = clock
    .sleep(withinMs, answered.signal)
    .then(() => ({ state: "late", reason: `it has not ended after ${withinMs / 1_000} s` }));
  const attempt = Promise.resolve()
    .then(() => restore(step))
    .catch((error: unknown) => ({ state: "failed", reason: reasonOf(error) }));
  const found = await Promise.race([attempt, late]);
  answered.abort();
  return found;
}
