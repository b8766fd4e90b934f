import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../controller/contract/failover/failover-plan.ts";
import type { RunEvent, RunState } from "../../controller/contract/failover/failover-record.ts";
import { planHash } from "../../controller/failover/plan-hash.ts";
import { carryOut } from "../../controller/failover/run/carry-out.ts";
import type { RunDoings } from "../../controller/failover/run/doings.ts";
import { openRunLog, type RunLog } from "../../controller/failover/run/run-log.ts";
import type { Store } from "../../controller/store/store.ts";
import { WRITTEN_PLAN } from "../helpers/failover-plan.ts";
import { withTestStore } from "../helpers/test-store.ts";

let store: Store;
withTestStore((opened) => {
  ({ store } = opened);
});

const PLAN = { ...WRITTEN_PLAN, environment: "lab", baselineS: 60 };

/** A target in memory, and a clock that goes on whenever somebody waits. */
function openWorld(more: object = {}, change: Partial<RunDoings> = {}) {
  const plan = FailoverPlan.parse({ ...PLAN, ...more });
  const clock = { nowMs: 1_000_000 };
  const target = { isFailing: false, isArmed: false, injections: 0 };
  const done: string[] = [];
  const moment = () => ({ afterUs: clock.nowMs * 1_000, byUs: clock.nowMs * 1_000 });
  const doings: RunDoings = {
    preflight: () => Promise.resolve([{ check: "window", verdict: "pass", reason: "any hour" }]),
    predict: () => Promise.resolve([]),
    baseline: (_run, untilMs) =>
      Promise.resolve(clock.nowMs < untilMs ? null : { kind: "baseline_steady" }),
    arm(_run, deadlineAtMs) {
      target.isArmed = true;
      return Promise.resolve(deadlineAtMs);
    },
    inject() {
      expect(target.isArmed).toBe(true);
      target.isFailing = true;
      target.injections += 1;
      return Promise.resolve(moment());
    },
    observe: (_run, untilMs) =>
      Promise.resolve(clock.nowMs < untilMs - 60_000 ? null : { kind: "observed" }),
    restore() {
      target.isFailing = false;
      return Promise.resolve();
    },
    verify: () =>
      Promise.resolve({
        found: { state: target.isFailing ? "in_force" : "restored", reason: "looked" },
        when: moment(),
      }),
    release() {
      target.isArmed = false;
      return Promise.resolve();
    },
    score: () => Promise.reject(new Error("nothing was measured")),
    report(run) {
      done.push(run.status.end ?? "");
      return Promise.resolve();
    },
    ...change,
  };
  const begin = async () => {
    const run = await store.failoverRuns.begin(
      { planId: plan.id, service: plan.service, atMs: clock.nowMs },
      { kind: "begun", plan, planHash: planHash(plan), by: "ana" },
    );
    if (!run.isBegun) throw new Error("another run goes on");
    return run.runId;
  };
  const carry = (runId: string, signal = new AbortController().signal, own = doings) =>
    carryOut(runId, {
      ...{ runs: store.failoverRuns, doings: own, now: () => clock.nowMs, by: "a worker", signal },
      async pause(ms) {
        clock.nowMs += Math.max(ms, 5_000);
        await turn();
      },
    });
  const log = (runId: string) =>
    openRunLog(runId, { runs: store.failoverRuns, now: () => clock.nowMs });
  return { plan, clock, target, done, doings, begin, carry, log };
}

const kinds = ({ record }: RunLog) => record.entries.map(({ event }) => event.kind);

describe("controller/failover/run/carry-out", () => {
  it("goes from the conditions to the report, restores, and lets the next run begin", async () => {
    const world = openWorld();
    const runId = await world.begin();
    expect(await world.carry(runId)).toBe("over");
    const run = await world.log(runId);
    expect(kinds(run)).toEqual([
      ...["begun", "preflight_checked", "predicted", "baseline_steady", "armed", "injected"],
      ...["observed", "restore_done", "verified", "score_failed", "reported"],
    ]);
    expect(run.status).toMatchObject({ state: "scored", end: "inconclusive", isOver: true });
    expect(world.target).toEqual({ isFailing: false, isArmed: false, injections: 1 });
    expect(await store.failoverRuns.current("shop")).toBeNull();
    expect(await world.carry(runId)).toBe("over");
    expect((await world.log(runId)).record.entries).toHaveLength(11);
  });

  it("waits for who must say yes, and looks at the conditions again then", async () => {
    const world = openWorld({ approver: "operations" });
    const runId = await world.begin();
    expect(await world.carry(runId)).toBe("waits");
    expect(world.target.injections).toBe(0);
    await (await world.log(runId)).tell({ kind: "approved", by: "operations" });
    expect(await world.carry(runId)).toBe("over");
    expect(
      kinds(await world.log(runId)).filter((kind) => kind === "preflight_checked"),
    ).toHaveLength(2);
  });

  it("refuses what does not fit, and injects nothing", async () => {
    const world = openWorld(
      {},
      {
        preflight: () =>
          Promise.resolve([{ check: "clocks", verdict: "unknown", reason: "fra tells none" }]),
      },
    );
    const runId = await world.begin();
    expect(await world.carry(runId)).toBe("over");
    const { status } = await world.log(runId);
    expect(status).toMatchObject({ end: "refused", why: "clocks (unknown): fra tells none" });
    expect([world.target.injections, world.done]).toEqual([0, ["refused"]]);
  });

  it("restores at once when somebody ends it", async () => {
    const world = openWorld();
    const runId = await world.begin();
    const other = await world.log(runId);
    const observe: RunDoings["observe"] = async () => {
      await other.tell({ kind: "abort", by: "bo", reason: "sale" });
      return null;
    };
    expect(await world.carry(runId, undefined, { ...world.doings, observe })).toBe("over");
    const { status } = await world.log(runId);
    expect(status).toMatchObject({ end: "aborted", why: "bo ended it: sale" });
    expect(world.target.isFailing).toBe(false);
  });

  it("restores what may have come about where injecting failed, and tries until that is so", async () => {
    let tries = 0;
    const world = openWorld();
    const runId = await world.begin();
    const doings: RunDoings = {
      ...world.doings,
      async inject(run) {
        await world.doings.inject(run);
        throw new Error("the answer was lost");
      },
      restore: (run) => {
        tries += 1;
        return tries < 3 ? Promise.reject(new Error("throttled")) : world.doings.restore(run);
      },
    };
    expect(await world.carry(runId, undefined, doings)).toBe("over");
    const { status } = await world.log(runId);
    expect(status).toMatchObject({
      end: "failed",
      why: "the failure could not be brought about: the answer was lost",
    });
    expect([world.target.isFailing, tries]).toEqual([false, 3]);
  });

  const STATES: readonly RunState[] = ["preflight", "baseline", "inject", "observe", "restore"];
  it.each([...STATES, "verify", "scored"] as const)(
    "is taken up by another process that finds it in the state %s, and restored",
    async (state) => {
      const world = openWorld();
      const runId = await world.begin();
      const dying = new AbortController();
      const endIn = <Doing extends keyof RunDoings>(doing: Doing): RunDoings[Doing] =>
        // Done, or half done: whoever did it is told to end before the next thing.
        ((...args: Parameters<RunDoings[Doing]>) => {
          const [run] = args;
          if (run.status.state === state) dying.abort();
          const work = world.doings[doing] as (...all: unknown[]) => ReturnType<RunDoings[Doing]>;
          return work(...args);
        }) as RunDoings[Doing];
      const names = Object.keys(world.doings) as (keyof RunDoings)[];
      const doings = Object.fromEntries(names.map((name) => [name, endIn(name)])) as RunDoings;
      expect(await world.carry(runId, dying.signal, doings)).toBe("waits");
      expect(await world.carry(runId)).toBe("over");
      const run = await world.log(runId);
      expect(run.status).toMatchObject({ isOver: true, isReported: true });
      expect(run.record.entries.some(({ event }) => event.kind === "resumed")).toBe(true);
      expect(world.target).toMatchObject({ isFailing: false, isArmed: false });
    },
  );

  it("does nothing by a record that was altered", async () => {
    const world = openWorld();
    const runId = await world.begin();
    const run = await world.log(runId);
    const event: RunEvent = { kind: "noted", what: "x", value: 1 };
    await run.tell(event);
    const read: typeof store.failoverRuns.read = async (id) => {
      const kept = await store.failoverRuns.read(id);
      return kept === null ? null : { ...kept, fault: "line 1 was altered" };
    };
    const means = { runs: { ...store.failoverRuns, read }, now: () => 1 };
    await expect(openRunLog(runId, means)).rejects.toThrow(/altered/);
    await expect(openRunLog("run-9999", means)).rejects.toThrow("there is no run run-9999");
  });
});
