import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import type {
  PreflightRow,
  RunEvent,
} from "../../../../controller/contract/failover/failover-record.ts";
import { next, replay } from "../../../../controller/core/failover-run/next.ts";
import type { RunStatus, Step } from "../../../../controller/core/failover-run/run-status.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const T = 1_000_000;
const plan = FailoverPlan.parse(WRITTEN_PLAN);
const row = (verdict: PreflightRow["verdict"]): PreflightRow => ({
  check: "standby_serves",
  verdict,
  reason: "virginia answers",
});
const BEGUN: RunEvent = { kind: "begun", plan, planHash: "0".repeat(64), by: "schedule" };
const CLEAR: RunEvent = { kind: "preflight_checked", rows: [row("pass")] };
const ARMED: RunEvent = { kind: "armed", deadlineAtMs: T + 600_000 };
const WHEN = { afterUs: T * 1_000, byUs: T * 1_000 + 5 };
const INJECTED: RunEvent = { kind: "injected", when: WHEN };
const VERIFIED: RunEvent = { kind: "verified", when: WHEN };
const SCORE_FAILED: RunEvent = { kind: "score_failed", reason: "no lanes" };
const ABORT: RunEvent = { kind: "abort", by: "ana", reason: "sale" };
const TICK: RunEvent = { kind: "tick" };
const TO_OBSERVE: RunEvent[] = [BEGUN, CLEAR, { kind: "baseline_steady" }, ARMED, INJECTED];

/** The last step of a run of these events at these times. */
function stepOf(events: readonly RunEvent[], ...timesMs: number[]): Step {
  let status: RunStatus | null = null;
  let step: Step | null = null;
  events.forEach((event, at) => {
    step = next(status, event, timesMs[at] ?? T);
    status = step.status;
  });
  if (step === null) throw new Error("no events");
  return step;
}

const told = ({ status, actions }: Step) => [
  status.state,
  status.end,
  ...actions.map(({ kind }) => kind),
];

describe("controller/core/failover-run/next", () => {
  it.each<[string, RunEvent[], (string | null)[]]>([
    ["begins with the conditions", [BEGUN], ["preflight", null, "check_preflight"]],
    ["then watches", [BEGUN, CLEAR], ["baseline", null, "predict", "watch_baseline"]],
    ["then arms the timer", TO_OBSERVE.slice(0, 3), ["inject", null, "arm"]],
    ["injects only then", TO_OBSERVE.slice(0, 4), ["inject", null, "inject"]],
    ["observes", TO_OBSERVE, ["observe", null, "observe"]],
    ["restores", [...TO_OBSERVE, { kind: "observed" }], ["restore", null, "restore"]],
    [
      "verifies that",
      [...TO_OBSERVE, { kind: "observed" }, { kind: "restore_done" }],
      ["verify", null, "verify"],
    ],
    [
      "again until it is so",
      [
        ...TO_OBSERVE,
        { kind: "observed" },
        { kind: "restore_done" },
        { kind: "verify_failed", reason: "in force" },
      ],
      ["restore", null, "restore"],
    ],
    [
      "lets the timer go, and scores",
      [...TO_OBSERVE, { kind: "observed" }, { kind: "restore_done" }, VERIFIED],
      ["scored", null, "release", "score"],
    ],
    [
      "reports what could not be scored",
      [...TO_OBSERVE, { kind: "observed" }, { kind: "restore_done" }, VERIFIED, SCORE_FAILED],
      ["scored", "inconclusive", "report"],
    ],
    [
      "refuses what is not known to be well",
      [BEGUN, { kind: "preflight_checked", rows: [row("pass"), row("unknown")] }],
      ["scored", "refused", "release", "report"],
    ],
    [
      "refuses where all was not steady",
      [BEGUN, CLEAR, { kind: "baseline_unsteady", reason: "errors" }],
      ["scored", "refused", "release", "report"],
    ],
    [
      "ends at once before the failure",
      [BEGUN, CLEAR, ABORT],
      ["scored", "aborted", "release", "report"],
    ],
    [
      "ends while the timer is armed, and lets it go",
      [...TO_OBSERVE.slice(0, 3), ABORT],
      ["scored", "aborted", "release", "report"],
    ],
    [
      "and lets it go that comes late",
      [BEGUN, CLEAR, ABORT, ARMED],
      ["scored", "aborted", "release"],
    ],
    ["restores first after it", [...TO_OBSERVE, ABORT], ["restore", "aborted", "restore"]],
    [
      "restores when a guard trips",
      [...TO_OBSERVE, { kind: "guard_tripped", guard: "error_budget", reason: "all spent" }],
      ["restore", "aborted", "restore"],
    ],
    [
      "restores what may have been injected by a process that died",
      [...TO_OBSERVE.slice(0, 4), { kind: "resumed", by: "two" }],
      ["restore", "failed", "restore"],
    ],
    [
      "goes on observing in another process",
      [...TO_OBSERVE, { kind: "resumed", by: "two" }],
      ["observe", null, "observe"],
    ],
    [
      "restores again what came into force late",
      [...TO_OBSERVE.slice(0, 4), ABORT, { kind: "restore_done" }, INJECTED],
      ["restore", "aborted", "restore"],
    ],
    [
      "even after the end",
      [
        ...TO_OBSERVE.slice(0, 4),
        ABORT,
        { kind: "restore_done" },
        VERIFIED,
        SCORE_FAILED,
        INJECTED,
      ],
      ["restore", "aborted", "restore"],
    ],
    ["lets what does not belong there pass", [BEGUN, INJECTED], ["preflight", null]],
  ])("%s", (_what, events, expected) => {
    expect(told(stepOf(events))).toEqual(expected);
  });

  it("asks for approval, and looks at the conditions again after it", () => {
    const asking = { ...BEGUN, plan: { ...plan, approver: "operations" } };
    const events: RunEvent[] = [asking, CLEAR];
    expect(told(stepOf(events))).toEqual(["waiting_for_approval", null, "ask_approval"]);
    events.push({ kind: "approved", by: "ben" });
    expect(told(stepOf(events))).toEqual(["preflight", null, "check_preflight"]);
    expect(told(stepOf([...events, CLEAR]))).toEqual([
      "baseline",
      null,
      "predict",
      "watch_baseline",
    ]);
    const declined: RunEvent = { kind: "declined", by: "ben", reason: "sale" };
    expect(told(stepOf([asking, CLEAR, declined]))).toEqual([
      "scored",
      "refused",
      "release",
      "report",
    ]);
    expect(told(stepOf([asking, CLEAR, TICK], T, T, T + 86_400_001))).toContain("refused");
  });

  it.each<[string, RunEvent[], number, string, string | null]>([
    ["conditions", [BEGUN], 300_001, "scored", "refused"],
    ["baseline", [BEGUN, CLEAR], 720_001, "scored", "refused"],
    ["arming", TO_OBSERVE.slice(0, 3), 30_001, "scored", "failed"],
    ["injecting", TO_OBSERVE.slice(0, 4), 90_001, "restore", "failed"],
    ["observing, just before the timer would act", TO_OBSERVE, 598_000, "restore", null],
    ["restoring", [...TO_OBSERVE, ABORT], 30_001, "restore", "aborted"],
    ["scoring", [...TO_OBSERVE, ABORT, VERIFIED], 300_001, "scored", "aborted"],
  ])("does not wait for ever: %s", (_what, events, laterMs, state, end) => {
    const times = [...events.map(() => T), T + laterMs];
    const { status } = stepOf([...events, TICK], ...times);
    expect([status.state, status.end]).toEqual([state, end]);
    const before = stepOf([...events, TICK], ...events.map(() => T), T + laterMs - 1);
    expect(before.actions).toEqual([]);
  });

  it("waits longer from try to try to restore, ten seconds at most", () => {
    const failed: RunEvent = { kind: "restore_failed", reason: "throttled" };
    const waits = [0, 1, 2, 8].map((count) => {
      const events = [...TO_OBSERVE, ABORT, ...Array<RunEvent>(count).fill(failed)];
      const [action] = stepOf(events).actions;
      return action?.kind === "restore" ? action.notBeforeMs - T : null;
    });
    expect(waits).toEqual([0, 500, 1_000, 10_000]);
  });

  it("stands after a replay where it stood, and begins with begun alone", () => {
    const events = [...TO_OBSERVE, ABORT];
    const entries = events.map((event, at) => ({ event, atMs: T + at }));
    expect(replay(entries)).toEqual(stepOf(events, ...entries.map(({ atMs }) => atMs)).status);
    expect(replay([])).toBeNull();
    expect(() => next(null, TICK, T)).toThrow("a run begins with begun, not with tick");
  });
});
