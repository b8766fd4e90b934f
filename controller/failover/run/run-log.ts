import type {
  FailoverRecord,
  RecordEntry,
  RunEvent,
} from "../../contract/failover/failover-record.ts";
import { actionsOf } from "../../core/failover-run/actions-of.ts";
import { next } from "../../core/failover-run/next.ts";
import type { RunAction, RunStatus } from "../../core/failover-run/run-status.ts";
import { type FailoverRuns, RunMovedError } from "../../store/failover-runs.ts";

/** A run as one process carries it out: what is written of it, and what follows from that. */
export type RunLog = {
  readonly runId: string;
  readonly record: FailoverRecord;
  readonly status: RunStatus;
  /** What is to be done where it stands. */
  actions(): readonly RunAction[];
  /** Writes down what has happened, behind whatever others have written meanwhile. */
  tell(event: RunEvent): Promise<readonly RunAction[]>;
  /** Reads what others have written, and lets time tell; what that moves is written down. */
  look(): Promise<readonly RunAction[]>;
};

type Means = { readonly runs: FailoverRuns; readonly now: () => number };

/**
 * Opens a run that was begun.
 *
 * @throws Error where there is none, or its record was altered: nothing is done by such a record
 */
export async function openRunLog(runId: string, { runs, now }: Means): Promise<RunLog> {
  const kept = await readWhole(runId, runs);
  const { planId, service } = kept;
  let entries = kept.entries;
  let status = fold(null, entries);
  const take = (more: readonly RecordEntry[]) => {
    status = fold(status, more);
    entries = [...entries, ...more];
  };
  /** What others have added. */
  const refresh = async () => {
    const { entries: all } = await readWhole(runId, runs);
    take(all.slice(entries.length));
  };
  const tell: RunLog["tell"] = async (event) => {
    for (;;) {
      const last = entries.at(-1) as RecordEntry;
      const atMs = Math.max(now(), last.atMs);
      try {
        const step = next(status, event, atMs);
        take([await runs.append(runId, last, event, atMs)]);
        return step.actions;
      } catch (error) {
        if (!(error instanceof RunMovedError)) throw error;
        await refresh();
      }
    }
  };
  return {
    runId,
    get record() {
      return { runId, planId, service, entries };
    },
    get status() {
      return status;
    },
    actions: () => actionsOf(status, now()),
    tell,
    async look() {
      const before = status;
      await refresh();
      const { status: after, actions } = next(status, { kind: "tick" }, now());
      // Time that has moved nothing need not be kept.
      if (after !== status) return await tell({ kind: "tick" });
      return status === before ? actions : actionsOf(status, now());
    },
  };
}

async function readWhole(runId: string, runs: FailoverRuns): Promise<FailoverRecord> {
  const kept = await runs.read(runId);
  if (kept === null) throw new Error(`there is no run ${runId}`);
  if (kept.fault !== null) throw new Error(`the record of ${runId} was altered: ${kept.fault}`);
  return kept.record;
}

function fold(from: RunStatus | null, entries: readonly RecordEntry[]): RunStatus {
  const status = entries.reduce<RunStatus | null>(
    (before, { event, atMs }) => next(before, event, atMs).status,
    from,
  );
  if (status === null) throw new Error("a run has a first line");
  return status;
}
