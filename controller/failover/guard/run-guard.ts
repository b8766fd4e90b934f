import type { GuardOrder } from "../../contract/failover/guard-order.ts";
import type {
  GuardCause,
  GuardOutcome,
  StepOutcome,
} from "../../contract/failover/guard-outcome.ts";
import type { Restore } from "../inject/injection.ts";
import type { GuardClock } from "./guard-clock.ts";
import { reasonOf } from "./guard-problem.ts";
import type { GuardVoice } from "./guard-voice.ts";
import { pauseAfter, restoreUntilVerified } from "./restore-until-verified.ts";
import { type SignDesk, waitForCause, waitForRelease } from "./wait-for-cause.ts";

export type GuardMeans = {
  readonly restore: Restore;
  readonly clock: GuardClock;
  readonly desk: SignDesk & {
    /** Keeps what was done, and takes the order away. */
    finish(outcome: GuardOutcome): Promise<void>;
  };
  readonly voice: GuardVoice;
  /** Aborted where this process is told to end: it restores first. */
  readonly ending: AbortSignal;
};

/**
 * The dead man's timer of one run: waits for its deadline, or for a sign, and puts everything back until it is
 * verified, however often that fails. That whoever started it is gone changes nothing. Does not reject.
 *
 * @returns what was kept; null where another guard had seen to the run
 */
export async function runGuard(order: GuardOrder, means: GuardMeans): Promise<GuardOutcome | null> {
  const { clock, voice } = means;
  const armedAtMs = clock.nowMs();
  voice.note(`armed for ${order.service}: restores at ${isoTime(order.deadlineAtMs)}`);
  const wait = { ...means, warn: voice.warn };
  const cause = await waitForCause(order, means.ending, wait);
  if (cause === "done") return seenTo(voice);
  if (cause === "released") {
    const ended = { armedAtMs, beganAtMs: null, endedAtMs: clock.nowMs(), steps: [] };
    return await finish({ order, cause, ...ended }, means);
  }
  const beganAtMs = clock.nowMs();
  voice.warn(`the dead man's timer of run ${order.runId} restores ${order.service}: ${WHY[cause]}`);
  const { end, steps } = await restoreAll(order, means);
  if (end === "done") return seenTo(voice);
  const endedAtMs = clock.nowMs();
  return await finish(
    { order, cause: end ?? cause, armedAtMs, beganAtMs, endedAtMs, steps },
    means,
  );
}

function seenTo(voice: GuardVoice): null {
  voice.note("another timer has seen to the run");
  return null;
}

const WHY: Record<Exclude<GuardCause, "released">, string> = {
  deadline: "its deadline has passed",
  asked: "it was asked to",
  ending: "it was told to end",
};

/** All steps at once, so that none waits for one that cannot be put back yet. */
async function restoreAll(order: GuardOrder, means: GuardMeans) {
  const { restore, clock, voice } = means;
  const steps: StepOutcome[] = order.steps.map(({ kind }) => ({
    kind,
    tries: 0,
    restoredAtMs: null,
    reason: "not tried",
  }));
  const over = new AbortController();
  const step = { restore, clock, retry: order.retry, stop: over.signal, warn: voice.warn };
  const restored = Promise.all(
    order.steps.map((each, at) =>
      restoreUntilVerified(each, step, (outcome) => {
        // What a try finds after all is over was not this guard's doing.
        if (!over.signal.aborted) steps[at] = outcome;
      }),
    ),
  ).then(() => null);
  const released = waitForRelease(over.signal, { ...means, warn: voice.warn });
  const end = await Promise.race([restored, released]);
  over.abort();
  return { end, steps };
}

/** Tried until it succeeds: an order that stays would be taken up, and restored, once more. */
async function finish(outcome: GuardOutcome, means: GuardMeans): Promise<GuardOutcome> {
  const { desk, clock, voice } = means;
  const never = new AbortController().signal;
  for (let tries = 1; ; tries += 1) {
    try {
      await desk.finish(outcome);
      const { cause, endedAtMs, order } = outcome;
      if (cause === "released") voice.note(`released at ${isoTime(endedAtMs)}`);
      else voice.warn(`${order.service} is restored and verified at ${isoTime(endedAtMs)}`);
      return outcome;
    } catch (error) {
      const pauseMs = pauseAfter(tries, outcome.order.retry);
      voice.warn(
        `all is restored, and that cannot be written down: ${reasonOf(error)}; next try in ${pauseMs / 1_000} s`,
      );
      await clock.sleep(pauseMs, never);
    }
  }
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
