import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import type { RunEvent } from "../../../../controller/contract/failover/failover-record.ts";
import { next, replay } from "../../../../controller/core/failover-run/next.ts";
import type { RunAction, RunStatus } from "../../../../controller/core/failover-run/run-status.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";
import { seeded } from "../../../helpers/seeded.ts";

const STEP_MS = 1_000;
const MOST_STEPS = 6_000;
const plan = FailoverPlan.parse({
  ...WRITTEN_PLAN,
  environment: "lab",
  baselineS: 20,
  deadlineS: 200,
});

/**
 * A run in a world in which whatever is done may fail, processes die at any moment, before or after what
 * they did was written down, and people end runs when they like. Only the dead man's timer keeps on.
 */
class Run {
  readonly #random: () => number;
  readonly #entries: { event: RunEvent; atMs: number }[] = [];
  #status: RunStatus | null = null;
  #todo: RunAction[] = [];
  #isDead = false;
  #guardAtMs: number | null = null;
  nowMs = 1_000_000;
  isFailing = false;
  failingSinceMs: number | null = null;
  longestFailureMs = 0;
  armedBeforeInject = true;
  reports = 0;
  injections = 0;
  restoresByTimer = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
    this.#append({ kind: "begun", plan, planHash: "0".repeat(64), by: "schedule" });
  }

  get status(): RunStatus {
    if (this.#status === null) throw new Error("it has not begun");
    return this.#status;
  }

  get entries(): readonly { event: RunEvent; atMs: number }[] {
    return this.#entries;
  }

  get isDone(): boolean {
    return this.status.isReported && this.#todo.length === 0;
  }

  /** A second in which something is done, or dies. */
  step(): void {
    this.nowMs += STEP_MS;
    this.#guard();
    if (this.#chance(this.#isDead ? 0.01 : 0.03)) this.#isDead = !this.#isDead;
    else if (this.#isDead) return;
    else if (this.#chance(0.01)) this.#append({ kind: "abort", by: "ana", reason: "sale" });
    if (this.#isDead) {
      this.#todo = [];
      return;
    }
    // Whoever takes it up knows only what was written down.
    if (this.#todo.length === 0 && this.#chance(0.2)) {
      this.#status = replay(this.#entries);
      this.#append({ kind: "resumed", by: "another" });
    }
    const action = this.#todo.shift();
    if (action === undefined) this.#append({ kind: "tick" });
    else this.#do(action);
    this.longestFailureMs = Math.max(
      this.longestFailureMs,
      this.failingSinceMs === null ? 0 : this.nowMs - this.failingSinceMs,
    );
  }

  #do(action: RunAction): void {
    const event = this.#outcome(action, this.#chance(0.8));
    if (event === null) return;
    // Done, but dead before it was written down.
    if (this.#chance(0.05)) this.#isDead = true;
    else this.#append(event);
  }

  #outcome({ kind, ...rest }: RunAction, isWell: boolean): RunEvent | null {
    switch (kind) {
      case "arm":
        if (isWell) this.#guardAtMs = "deadlineAtMs" in rest ? rest.deadlineAtMs : null;
        break;
      case "inject":
        if (this.#guardAtMs === null) this.armedBeforeInject = false;
        this.injections += 1;
        this.#setFailing(isWell || this.#chance(0.5));
        break;
      case "restore":
        if (isWell) this.#setFailing(false);
        break;
      case "release":
        this.#guardAtMs = null;
        break;
      case "report":
        this.reports += 1;
        break;
      case "check_preflight":
      case "ask_approval":
      case "predict":
      case "watch_baseline":
      case "observe":
      case "verify":
      case "score":
    }
    return this.#told(kind, isWell);
  }

  #told(kind: RunAction["kind"], isWell: boolean): RunEvent | null {
    const when = { afterUs: this.nowMs * 1_000, byUs: this.nowMs * 1_000 };
    const reason = "as it happened";
    const verdict = this.#chance(0.95) ? "pass" : "unknown";
    const told: Partial<Record<RunAction["kind"], readonly [RunEvent | null, RunEvent | null]>> = {
      check_preflight: [
        { kind: "preflight_checked", rows: [{ check: "clocks", verdict, reason }] },
        null,
      ],
      watch_baseline: [{ kind: "baseline_steady" }, { kind: "baseline_unsteady", reason }],
      arm: [{ kind: "armed", deadlineAtMs: this.#guardAtMs ?? 0 }, null],
      inject: [
        { kind: "injected", when },
        { kind: "inject_failed", reason },
      ],
      observe: [this.#chance(0.3) ? { kind: "observed" } : null, null],
      restore: [{ kind: "restore_done" }, { kind: "restore_failed", reason }],
      score: [{ kind: "score_failed", reason }, null],
      report: [{ kind: "reported" }, null],
    };
    if (kind === "verify") {
      return this.isFailing ? { kind: "verify_failed", reason } : { kind: "verified", when };
    }
    return told[kind]?.[isWell ? 0 : 1] ?? null;
  }

  /** Its own process: restores at the deadline, and again until that worked. */
  #guard(): void {
    if (this.#guardAtMs === null || this.nowMs < this.#guardAtMs || !this.isFailing) return;
    if (!this.#chance(0.7)) return;
    this.#setFailing(false);
    this.restoresByTimer += 1;
  }

  #setFailing(isFailing: boolean): void {
    this.failingSinceMs = isFailing ? (this.failingSinceMs ?? this.nowMs) : null;
    this.isFailing = isFailing;
  }

  #append(event: RunEvent): void {
    this.#entries.push({ event, atMs: this.nowMs });
    const { status, actions } = next(this.#status, event, this.nowMs);
    this.#status = status;
    this.#todo.push(...actions);
  }

  #chance(ratio: number): boolean {
    return this.#random() < ratio;
  }
}

function ran(seed: number): Run {
  const run = new Run(seed);
  for (let steps = 0; steps < MOST_STEPS && !run.isDone; steps += 1) run.step();
  return run;
}

describe("controller/core/failover-run survives", () => {
  test.prop([fc.integer({ min: 0, max: 1_000_000_000 })], { numRuns: 500 })(
    "whatever dies or fails, all is restored and told of, and no failure outlasts the timer",
    (seed) => {
      const run = ran(seed);
      expect(run.isDone).toBe(true);
      expect(run.isFailing).toBe(false);
      expect(run.reports).toBeGreaterThan(0);
      expect(run.status.end).not.toBeNull();
      expect(run.armedBeforeInject).toBe(true);
      // Tries of the timer that fail themselves take some seconds more.
      expect(run.longestFailureMs).toBeLessThanOrEqual((plan.deadlineS ?? 0) * 1_000 + 15_000);
      expect(replay(run.entries)).toEqual(run.status);
    },
  );

  it("is held against runs in which all of that happened", () => {
    const runs = Array.from({ length: 200 }, (_, seed) => ran(seed));
    const count = (of: (run: Run) => boolean) => runs.filter(of).length;
    expect(count((run) => run.injections > 0)).toBeGreaterThan(80);
    expect(count((run) => run.restoresByTimer > 0)).toBeGreaterThan(5);
    expect(count(({ status }) => status.end === "aborted")).toBeGreaterThan(5);
    expect(
      count(({ entries }) => entries.some(({ event }) => event.kind === "resumed")),
    ).toBeGreaterThan(80);
  });

  test.prop([fc.array(fc.nat(9), { minLength: 1, maxLength: 60 })])(
    "no order of events ends a run in which something may be injected without verifying",
    (choices) => {
      const when = { afterUs: 1, byUs: 2 };
      const events: RunEvent[] = [
        { kind: "preflight_checked", rows: [{ check: "clocks", verdict: "pass", reason: "x" }] },
        { kind: "baseline_steady" },
        { kind: "armed", deadlineAtMs: 300_000 },
        { kind: "injected", when },
        { kind: "observed" },
        { kind: "abort", by: "ana", reason: "x" },
        { kind: "restore_done" },
        { kind: "verify_failed", reason: "x" },
        { kind: "resumed", by: "x" },
        { kind: "inject_failed", reason: "x" },
      ];
      let { status } = next(null, { kind: "begun", plan, planHash: "0".repeat(64), by: "x" }, 0);
      choices.forEach((choice, at) => {
        const event = events[choice];
        if (event !== undefined) status = next(status, event, at * 1_000).status;
      });
      if (status.deadlineAtMs !== null) expect(status.isOver).toBe(false);
    },
  );
});
