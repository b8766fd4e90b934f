import type { GuardOrder } from "../../contract/failover/guard-order.ts";
import { comesAt, type GuardClock } from "./guard-clock.ts";
import { reasonOf } from "./guard-problem.ts";
import type { GuardSign } from "./guard-signs.ts";

/** How soon a sign is seen. */
const LOOK_EVERY_MS = 250;

/** What a folder says to one run's timer, and how it is answered. */
export type SignDesk = {
  read(): Promise<GuardSign>;
  /** Takes a release away that was refused. */
  refuse(): Promise<void>;
};

export type WaitMeans = {
  readonly desk: SignDesk;
  readonly clock: GuardClock;
  readonly warn: (line: string) => void;
};

/** Why a wait is over. `done`: another guard has seen to the run. */
export type WaitEnd = "deadline" | "asked" | "ending" | "released" | "done";

/**
 * Waits until something is to be put back, or it is known that nothing is. That the folder cannot be read
 * ends nothing: the deadline counts.
 */
export async function waitForCause(
  { deadlineAtMs }: Pick<GuardOrder, "deadlineAtMs">,
  ending: AbortSignal,
  { desk, clock, warn }: WaitMeans,
): Promise<WaitEnd> {
  const isDue = comesAt(deadlineAtMs, clock);
  const look = lookAt(desk, warn);
  for (;;) {
    const sign = await look();
    if (sign === "released" || sign === "done" || sign === "asked") return sign;
    if (isDue()) return "deadline";
    if (ending.aborted) return "ending";
    const leftMs = Math.max(1, deadlineAtMs - clock.nowMs());
    await clock.sleep(Math.min(LOOK_EVERY_MS, leftMs), ending);
  }
}

/** Waits until it is said that somebody else has restored, or until `stop`, which answers null. */
export async function waitForRelease(
  stop: AbortSignal,
  { desk, clock, warn }: WaitMeans,
): Promise<"released" | "done" | null> {
  const look = lookAt(desk, warn);
  while (!stop.aborted) {
    const sign = await look();
    if (sign === "released" || sign === "done") return sign;
    await clock.sleep(LOOK_EVERY_MS, stop);
  }
  return null;
}

/** Says what is wrong once, and not four times a second. */
function lookAt(desk: SignDesk, warn: (line: string) => void) {
  let warned = "";
  const warnOnce = (line: string) => {
    if (line !== warned) warn(line);
    warned = line;
  };
  return async (): Promise<"released" | "done" | "asked" | null> => {
    try {
      const sign = await desk.read();
      if (sign.kind !== "refused") warned = "";
      switch (sign.kind) {
        case "release":
          return "released";
        case "done":
          return "done";
        case "restore":
          return "asked";
        case "none":
          return null;
        case "refused":
          warnOnce(`a release is refused, and the timer runs on: ${sign.reason}`);
          await desk.refuse();
          return null;
      }
    } catch (error) {
      warnOnce(`the folder cannot be read, and the timer runs on: ${reasonOf(error)}`);
      return null;
    }
  };
}
