import type {
  FailoverRecord,
  PreflightRow,
  RecordEntry,
} from "../../contract/failover/failover-record.ts";
import { replay } from "../failover-run/next.ts";
import type { RunStatus } from "../failover-run/run-status.ts";
import { eventText } from "./event-text.ts";

/** What a report tells of a run, whatever became of it. Times are epoch milliseconds. */
export type RunReport = {
  readonly runId: string;
  readonly planHash: string;
  /** Who or what began it. */
  readonly by: string;
  readonly status: RunStatus;
  /** The conditions as they were found last; empty where they were not looked at. */
  readonly preflight: readonly PreflightRow[];
  /** What happened, in words, in the order of time. */
  readonly timeline: readonly { readonly atMs: number; readonly text: string }[];
  /** The last line of the record: kept elsewhere, it tells that nothing was cut off. */
  readonly seal: Pick<RecordEntry, "seq" | "hash">;
};

/** @throws Error for a record without lines, or whose first is not that the run began */
export function runReport({ runId, entries }: FailoverRecord): RunReport {
  const status = replay(entries);
  const [first] = entries;
  const last = entries.at(-1);
  if (status === null || last === undefined || first?.event.kind !== "begun") {
    throw new Error(`the record of ${runId} does not begin with its beginning`);
  }
  return {
    runId,
    planHash: first.event.planHash,
    by: first.event.by,
    status,
    preflight: entries.reduce<readonly PreflightRow[]>(
      (rows, { event }) => (event.kind === "preflight_checked" ? event.rows : rows),
      [],
    ),
    timeline: entries.flatMap(({ event, atMs }) => {
      const text = eventText(event);
      return text === null ? [] : [{ atMs, text }];
    }),
    seal: { seq: last.seq, hash: last.hash },
  };
}
