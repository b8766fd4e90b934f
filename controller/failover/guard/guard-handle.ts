import { setTimeout as delay } from "node:timers/promises";
import type { GuardOrder } from "../../contract/failover/guard-order.ts";
import type { GuardOutcome } from "../../contract/failover/guard-outcome.ts";
import type { InForce } from "../inject/injection.ts";
import { finishOrder, readOrder, readOutcome } from "./guard-file.ts";
import { holderOf } from "./guard-holder.ts";
import { GuardProblem } from "./guard-problem.ts";
import { signRelease, signRestore } from "./guard-signs.ts";
import { type GuardPost, spawnGuard } from "./spawn-guard.ts";

const LOOK_EVERY_MS = 100;
const RELEASE_WITHIN_MS = 5_000;

/**
 * The dead man's timer of a run, as any process on its machine can talk to it, also one that did not start
 * it. All of it throws GuardProblem.
 */
export type Guard = {
  readonly runId: string;
  /** Number of its process; null where none is alive. */
  pid(): Promise<number | null>;
  /** Asks it to put everything back now; where it is not alive, another one is started that does. */
  restoreNow(): Promise<void>;
  /**
   * Tells it that everything was put back, so that it need not.
   *
   * @param found what was found when that was verified; anything but `restored` is refused
   * @returns what was done: it may have restored before it was told
   */
  release(found: InForce): Promise<GuardOutcome>;
  /** What was done; null while that is still to come. */
  outcome(): Promise<GuardOutcome | null>;
};

/** Of a run that has, or had, an order in the folder. */
export function guardHandle(runId: string, post: GuardPost): Guard {
  const { folder } = post;
  const outcome = () => readOutcome(folder, runId);
  return {
    runId,
    outcome,
    pid: () => holderOf(folder, runId),
    async restoreNow() {
      if ((await outcome()) !== null) return;
      await standingOrder(folder, runId);
      await signRestore(folder, runId);
      if ((await holderOf(folder, runId)) !== null || (await outcome()) !== null) return;
      await spawnGuard(runId, post);
    },
    async release({ state, reason }) {
      if (state !== "restored") {
        throw new GuardProblem(
          `The dead man's timer of run ${runId} is not released, because not everything is put back: ${reason}.`,
          "Restore first, and verify it.",
        );
      }
      const before = await outcome();
      if (before !== null) return before;
      const order = await standingOrder(folder, runId);
      await signRelease(folder, runId);
      return await releaseSeen(folder, order);
    },
  };
}

/** Waits until the guard has seen the sign, or puts the order away itself where there is none. */
async function releaseSeen(folder: string, order: GuardOrder): Promise<GuardOutcome> {
  const { runId } = order;
  const lateAtMs = performance.now() + RELEASE_WITHIN_MS;
  while (performance.now() < lateAtMs) {
    const isAlone = (await holderOf(folder, runId)) === null;
    // Read after that: a guard writes down what it did before it ends.
    const outcome = await readOutcome(folder, runId);
    if (outcome !== null) return outcome;
    if (isAlone) return await putAway(folder, order);
    await delay(LOOK_EVERY_MS);
  }
  throw new GuardProblem(
    `The dead man's timer of run ${runId} has not taken note of its release in ${RELEASE_WITHIN_MS / 1_000} s.`,
    `It will when it runs again. See what keeps process ${(await holderOf(folder, runId)) ?? "of it"} from running.`,
  );
}

async function putAway(folder: string, order: GuardOrder): Promise<GuardOutcome> {
  const outcome: GuardOutcome = {
    order,
    cause: "released",
    armedAtMs: null,
    beganAtMs: null,
    endedAtMs: Date.now(),
    steps: [],
  };
  await finishOrder(folder, outcome);
  return outcome;
}

async function standingOrder(folder: string, runId: string): Promise<GuardOrder> {
  const order = await readOrder(folder, runId);
  if (order !== null) return order;
  throw new GuardProblem(
    `${folder} holds no order of the run ${runId}.`,
    "Name a run that was begun on this machine, with this data folder.",
  );
}
