import { isDeepStrictEqual } from "node:util";
import { GuardOrder } from "../../contract/failover/guard-order.ts";
import { readOrder, readOutcome, withdrawOrder, writeOrder } from "./guard-file.ts";
import { type Guard, guardHandle } from "./guard-handle.ts";
import { holderOf } from "./guard-holder.ts";
import { GuardProblem } from "./guard-problem.ts";
import { type GuardPost, spawnGuard } from "./spawn-guard.ts";

/**
 * Starts the dead man's timer of a run: its order is on disk, and it is armed, when this resolves. Only then
 * may anything be made to fail. Started again with the same order, it is the same timer.
 *
 * @throws GuardProblem where it is not armed; what it had written is taken away again then
 */
export async function startGuard(order: GuardOrder, post: GuardPost): Promise<Guard> {
  const { folder } = post;
  const { runId } = order;
  const guard = guardHandle(runId, post);
  const before = await orderBefore(order, folder);
  if (before !== null && (await holderOf(folder, runId)) !== null) return guard;
  if (before === null) {
    // Signs to an earlier timer are not meant for this one.
    await withdrawOrder(folder, runId);
    await writeOrder(folder, order);
  }
  try {
    await spawnGuard(runId, post);
  } catch (error) {
    // One that stood before may be of a failure that has come about.
    if (before === null) await withdrawOrder(folder, runId);
    throw error;
  }
  return guard;
}

/** @throws GuardProblem where a timer of that order cannot be started any more */
async function orderBefore(order: GuardOrder, folder: string): Promise<GuardOrder | null> {
  const { runId, deadlineAtMs } = order;
  if ((await readOutcome(folder, runId)) !== null) {
    throw new GuardProblem(
      `The dead man's timer of run ${runId} has ended already.`,
      "Begin a new run; nothing was made to fail.",
    );
  }
  if (deadlineAtMs <= Date.now()) {
    throw new GuardProblem(
      `deadlineAtMs: ${new Date(deadlineAtMs).toISOString()}, the deadline of run ${runId}, has passed.`,
      "Begin a new run; nothing is made to fail that would have to be put back at once.",
    );
  }
  const before = await readOrder(folder, runId);
  if (before === null || isDeepStrictEqual(before, asKept(order))) return before;
  throw new GuardProblem(
    `The run ${runId} has a dead man's timer with another order.`,
    "Give every run an id of its own.",
  );
}

function asKept(order: GuardOrder): GuardOrder {
  return GuardOrder.parse(JSON.parse(JSON.stringify(order)));
}
