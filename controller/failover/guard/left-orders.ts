import { type BrokenOrder, readOrders, readOutcome, withdrawOrder } from "./guard-file.ts";
import { type Guard, guardHandle } from "./guard-handle.ts";
import { holderOf } from "./guard-holder.ts";
import { reasonOf } from "./guard-problem.ts";
import { removeOldOutcomes } from "./old-outcomes.ts";
import { type GuardPost, spawnGuard } from "./spawn-guard.ts";

/** What was found in a folder where guards had died. */
export type LeftOrders = {
  /** They have a dead man's timer again, which restores at once where the deadline has passed. */
  readonly takenUp: readonly Guard[];
  /** Nobody can put these back but people. */
  readonly broken: readonly BrokenOrder[];
  /** No timer can be started for them; to be tried again. */
  readonly failed: readonly { readonly runId: string; readonly reason: string }[];
};

/**
 * Sees that every order in the folder that is not done has a living dead man's timer. To be called when a
 * controller starts; called again, it changes nothing.
 *
 * @throws the error of the file system where the folder cannot be read
 */
export async function takeUpLeftOrders(post: GuardPost): Promise<LeftOrders> {
  const { folder } = post;
  const { orders, broken } = await readOrders(folder);
  const takenUp: Guard[] = [];
  const failed: { runId: string; reason: string }[] = [];
  await Promise.all(
    orders.map(async ({ runId }) => {
      try {
        if (await takeUp(runId, post)) takenUp.push(guardHandle(runId, post));
      } catch (error) {
        failed.push({ runId, reason: reasonOf(error) });
      }
    }),
  );
  await removeOldOutcomes(folder, Date.now());
  return { takenUp, broken, failed };
}

/** False where there is nothing to take up. */
async function takeUp(runId: string, post: GuardPost): Promise<boolean> {
  const { folder } = post;
  if ((await readOutcome(folder, runId)) !== null) {
    // A guard died between writing down what it did and taking the order away.
    await withdrawOrder(folder, runId);
    return false;
  }
  if ((await holderOf(folder, runId)) !== null) return false;
  try {
    await spawnGuard(runId, post);
    return true;
  } catch (error) {
    // Another guard may have been quicker.
    if ((await readOutcome(folder, runId)) === null) throw error;
    return false;
  }
}
