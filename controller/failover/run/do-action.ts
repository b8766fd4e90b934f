import type { RunEvent } from "../../contract/failover/failover-record.ts";
import type { RunAction } from "../../core/failover-run/run-status.ts";
import type { RunDoings } from "./doings.ts";
import type { RunLog } from "./run-log.ts";

/**
 * Does one thing, and says what came of it; null where nothing has come of it yet. What fails is an event of
 * its own, but where asking again is all there is to do.
 */
export async function doAction(
  action: Exclude<RunAction, { kind: "ask_approval" }>,
  run: RunLog,
  doings: RunDoings,
  now: () => number,
): Promise<RunEvent | null> {
  switch (action.kind) {
    case "check_preflight":
      return { kind: "preflight_checked", rows: await doings.preflight(run) };
    case "predict":
      if (run.record.entries.some(({ event }) => event.kind === "predicted")) return null;
      return { kind: "predicted", predictions: await doings.predict(run) };
    case "watch_baseline":
      return await doings.baseline(run, action.untilMs);
    case "arm":
      return await orElse("inject_failed", async () => ({
        kind: "armed",
        deadlineAtMs: await doings.arm(run, action.deadlineAtMs),
      }));
    case "inject":
      return await orElse("inject_failed", async () => ({
        kind: "injected",
        when: await doings.inject(run),
      }));
    case "observe":
      return await doings.observe(run, action.untilMs);
    case "restore":
      if (now() < action.notBeforeMs) return null;
      return await orElse("restore_failed", async () => {
        await doings.restore(run);
        return { kind: "restore_done" };
      });
    case "verify":
      return await orElse("verify_failed", async () => {
        const { found, when } = await doings.verify(run);
        if (found.state === "restored") return { kind: "verified", when };
        return { kind: "verify_failed", reason: found.reason.slice(0, LONGEST_REASON) };
      });
    case "release":
      await doings.release(run);
      return null;
    case "score":
      return await orElse("score_failed", async () => ({
        kind: "scored",
        result: await doings.score(run),
      }));
    case "report":
      await doings.report(run);
      return { kind: "reported" };
  }
}

const LONGEST_REASON = 1_000;

async function orElse(
  kind: "inject_failed" | "restore_failed" | "verify_failed" | "score_failed",
  work: () => Promise<RunEvent>,
): Promise<RunEvent> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind, reason: (reason || "no reason was given").slice(0, LONGEST_REASON) };
  }
}
