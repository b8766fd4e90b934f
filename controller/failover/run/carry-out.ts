import type { RunAction } from "../../core/failover-run/run-status.ts";
import type { FailoverRuns } from "../../store/failover-runs.ts";
import { doAction } from "./do-action.ts";
import type { RunDoings } from "./doings.ts";
import { openRunLog, type RunLog } from "./run-log.ts";

/** How often what others say, and time itself, is looked at. */
const LOOK_EVERY_MS = 250;

export type RunMeans = {
  readonly runs: FailoverRuns;
  readonly doings: RunDoings;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** Aborted where this process is told to end: another one takes the run up. */
  readonly signal: AbortSignal;
  /** Names this process in the record. */
  readonly by: string;
};

/**
 * Carries a run out from where it stands until it is over and reported, and lets the next one of the service
 * begin. Whichever process does so decides by the record alone, so that any other may go on with it.
 *
 * @returns `over`; `waits` for somebody's approval, or to be taken up by another process
 */
export async function carryOut(runId: string, means: RunMeans): Promise<"over" | "waits"> {
  const run = await openRunLog(runId, means);
  const isTakenUp = run.record.entries.length > 1 && !isDone(run);
  let actions = isTakenUp ? await run.tell({ kind: "resumed", by: means.by }) : run.actions();
  while (!isDone(run)) {
    if (means.signal.aborted || actions.some(({ kind }) => kind === "ask_approval")) return "waits";
    const told = await doFirst(actions, run, means);
    if (told !== null) {
      actions = told;
      continue;
    }
    await means.pause(LOOK_EVERY_MS);
    const looked = await run.look();
    actions = looked.length > 0 ? looked : run.actions();
  }
  await means.runs.end(run.record.service, runId);
  return "over";
}

function isDone({ status }: RunLog): boolean {
  return status.isOver && status.isReported;
}

/** Does what is to be done, one after the other, until something has come of it. */
async function doFirst(
  actions: readonly RunAction[],
  run: RunLog,
  { doings, now }: RunMeans,
): Promise<readonly RunAction[] | null> {
  for (const action of actions) {
    if (action.kind === "ask_approval") continue;
    const event = await doAction(action, run, doings, now);
    if (event === null) continue;
    const more = await run.tell(event);
    return more.length > 0 ? more : run.actions();
  }
  return null;
}
