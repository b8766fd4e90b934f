import { isDeepStrictEqual } from "node:util";
import { GuardOrder } from "../../contract/failover/guard-order.ts";
import { readOrder, readOutcome, withdrawOrder, writeOrder } from "./guard-file.ts";
import { type Guard, guardHandle } from "./guard-handle.ts";
import { holderOf } from "./guard-holder.ts";
import { GuardProblem } from "./guard-problem.ts";
import { type GuardPost, spawnGuard } from "./spawn-guard.ts";

/** Armed, and by when it restores: epoch milliseconds. */
export type StartedGuard = Guard & { readonly deadlineAtMs: number };

/**
 * Starts the dead man's timer of a run: its order is on disk, and it is armed, when this resolves. Only then
 * may anything be made to fail. Started again, as by one who takes a run over, it is the same timer with the
 * deadline that it has.
 *
 * @throws GuardProblem where it is not armed; what it had written is taken away again then
 */
export async function startGuard(order: GuardOrder, post: GuardPost): Promise<StartedGuard> {
  const { folder } = post;
  const { runId } = order;
  const before = await orderBefore(order, folder);
  const { deadlineAtMs } = before ?? order;
  const guard = { ...guardHandle(runId, post), deadlineAtMs };
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

/**
 * The order of the same run that stands already; null where there is none.
 *
 * @throws GuardProblem where no timer of that order can be started any more
 */
async function orderBefore(order: GuardOrder, folder: string): Promise<GuardOrder | null> {
  const { runId } = order;
  if ((await readOutcome(folder, runId)) !== null) {
    throw new GuardProblem(
      `The dead man's timer of run ${runId} has ended already.`,
      "Begin a new run; nothing was made to fail.",
    );
  }
  const before = await readOrder(folder, runId);
  const { deadlineAtMs } = before ?? order;
  if (deadlineAtMs <= Date.now()) {
    throw new GuardProblem(
      `deadlineAtMs: ${new Date(deadlineAtMs).toISOString()}, the deadline of run ${runId}, has passed.`,
      "Begin a new run; nothing is made to fail that would have to be put back at once.",
    );
  }
  if (before === null || isDeepStrictEqual(before, asKept({ ...order, deadlineAtMs }))) {
    return before;
  }
  throw new GuardProblem(
    `The run ${runId} has a dead man's timer with another order.`,
    "Begin a new run: every one has an id, and a timer, of its own.",
  );
}

function asKept(order: GuardOrder): GuardOrder {
  return GuardOrder.parse(JSON.parse(JSON.stringify(order)));
}
