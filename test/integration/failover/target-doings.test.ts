import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import { readOutcome } from "../../../controller/failover/guard/guard-file.ts";
import { openInjectors } from "../../../controller/failover/inject/open-injectors.ts";
import { planHash } from "../../../controller/failover/plan-hash.ts";
import { carryOut } from "../../../controller/failover/run/carry-out.ts";
import type { WatchDoings } from "../../../controller/failover/run/doings.ts";
import { openRunLog } from "../../../controller/failover/run/run-log.ts";
import { targetDoings } from "../../../controller/failover/run/target-doings.ts";
import type { Store } from "../../../controller/store/store.ts";
import {
  type FaultSwitch,
  openFaultSwitch,
  TOKEN,
} from "../../controller/failover/inject/fault-switch.ts";
import { WRITTEN_PLAN } from "../../helpers/failover-plan.ts";
import { withTestStore } from "../../helpers/test-store.ts";
import {
  buildGuardPrograms,
  type GuardBench,
  type GuardPrograms,
  type Hook,
  openGuardBench,
  startHook,
} from "./guard-bench.ts";

let store: Store;
withTestStore((opened) => {
  ({ store } = opened);
});

let programs: GuardPrograms;
let unused: Hook;
let bench: GuardBench;
let door: FaultSwitch;
const env = { ...process.env, HOOK_TOKEN: TOKEN };

beforeAll(async () => {
  programs = await buildGuardPrograms();
  unused = await startHook();
});
afterAll(async () => {
  await unused?.close();
  await programs?.remove();
});
beforeEach(async () => {
  door = await openFaultSwitch();
  bench = await openGuardBench(programs, unused);
});
afterEach(async () => {
  await bench.remove();
  await door.close();
});

const DEADLINE_S = 200;
/** The clock of the process that begins, by which the deadline of a run is three seconds from now. */
const slow = () => Date.now() - 1_000 * (DEADLINE_S - 3);

async function begin() {
  const plan = FailoverPlan.parse({
    ...WRITTEN_PLAN,
    ...{ environment: "lab", baselineS: 5, deadlineS: DEADLINE_S },
    hypothesis: { rtoS: 120, attainmentRatio: 0.9 },
    injector: { kind: "http_hook", url: door.url, tokenVariable: "HOOK_TOKEN" },
  });
  const { planId, service } = { planId: plan.id, service: plan.service };
  const run = await store.failoverRuns.begin(
    { planId, service, atMs: slow() },
    { kind: "begun", plan, planHash: planHash(plan), by: "ana" },
  );
  if (!run.isBegun) throw new Error("another run goes on");
  return run.runId;
}

function carry(runId: string, observe: WatchDoings["observe"], signal: AbortSignal, now = slow) {
  const injectors = openInjectors({ aws: null, env, signal: new AbortController().signal });
  const post = { ...bench.post, env };
  const watch: WatchDoings = {
    preflight: () => Promise.resolve([{ check: "window", verdict: "pass", reason: "any hour" }]),
    predict: () => Promise.resolve([]),
    baseline: () => Promise.resolve({ kind: "baseline_steady" }),
    observe,
    score: () => Promise.reject(new Error("nothing was measured")),
    report: () => Promise.resolve(),
  };
  return carryOut(runId, {
    ...{ runs: store.failoverRuns, now, by: "a worker", signal },
    doings: { ...watch, ...targetDoings({ injectors, post, aws: null, now }) },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

const log = (runId: string) => openRunLog(runId, { runs: store.failoverRuns, now: Date.now });

describe("controller/failover/run/target-doings", () => {
  it("arms the timer before it injects, restores, verifies and lets the timer go", async () => {
    const runId = await begin();
    let wasInForce = false;
    const observe: WatchDoings["observe"] = () => {
      wasInForce = door.inForce;
      return Promise.resolve({ kind: "observed" });
    };
    expect(await carry(runId, observe, new AbortController().signal)).toBe("over");
    expect([wasInForce, door.inForce]).toEqual([true, false]);
    expect(await readOutcome(bench.folder, runId)).toMatchObject({ cause: "released" });
    const { record } = await log(runId);
    const kinds = record.entries.map(({ event }) => event.kind);
    expect(kinds.indexOf("noted")).toBeLessThan(kinds.indexOf("armed"));
    expect(kinds.indexOf("armed")).toBeLessThan(kinds.indexOf("injected"));
  });

  it("is restored by the timer where nobody goes on, and by the record the run ends all the same", async () => {
    const runId = await begin();
    const dying = new AbortController();
    const observe: WatchDoings["observe"] = () => {
      dying.abort();
      return Promise.resolve(null);
    };
    expect(await carry(runId, observe, dying.signal)).toBe("waits");
    expect(door.inForce).toBe(true);
    await vi.waitFor(
      async () => {
        expect(await readOutcome(bench.folder, runId)).toMatchObject({ cause: "deadline" });
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(door.inForce).toBe(false);
    const { signal } = new AbortController();
    expect(await carry(runId, observe, signal, Date.now)).toBe("over");
    expect((await log(runId)).status).toMatchObject({ isOver: true, isReported: true });
    expect(door.asked.filter((each) => each.startsWith("PUT"))).toHaveLength(1);
  });

  it("makes nothing fail without the owner's consent", async () => {
    const runId = await begin();
    door.instead.push((_request, answer) => answer.writeHead(404).end());
    const observe: WatchDoings["observe"] = () => Promise.resolve({ kind: "observed" });
    expect(await carry(runId, observe, new AbortController().signal)).toBe("over");
    expect((await log(runId)).status).toMatchObject({ end: "failed", deadlineAtMs: null });
    expect(door.asked.filter((each) => each.startsWith("PUT"))).toEqual([]);
  });
});
