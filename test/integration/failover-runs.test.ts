import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../controller/contract/failover/failover-plan.ts";
import { planHash } from "../../controller/failover/plan-hash.ts";
import { RunMovedError } from "../../controller/store/failover-runs.ts";
import type { Store } from "../../controller/store/store.ts";
import { WRITTEN_PLAN } from "../helpers/failover-plan.ts";
import { withTestStore } from "../helpers/test-store.ts";

let store: Store;
let redis: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});

const PLAN = FailoverPlan.parse(WRITTEN_PLAN);
const BEGUN = { kind: "begun", plan: PLAN, planHash: planHash(PLAN), by: "ana" } as const;
const begin = (service = "shop", atMs = 1_000) =>
  store.failoverRuns.begin({ planId: PLAN.id, service, atMs }, BEGUN);
const begun = async () => {
  const run = await begin();
  if (!run.isBegun) throw new Error("another run goes on");
  return run;
};

describe("controller/store/failover-runs", () => {
  it("begins one run of a service at a time, and numbers them over all", async () => {
    const [first, second, other] = await Promise.all([begin(), begin(), begin("blog", 2_000)]);
    const shops = [first, second].filter((run) => run?.isBegun);
    expect(shops).toHaveLength(1);
    const [one] = shops;
    if (one?.isBegun !== true || other?.isBegun !== true)
      throw new Error("both services have a run");
    expect([first, second]).toContainEqual({ isBegun: false, other: one.runId });
    expect(await store.failoverRuns.current("shop")).toBe(one.runId);
    await store.failoverRuns.end("shop", "run-0000");
    expect((await begin()).isBegun).toBe(false);
    await store.failoverRuns.end("shop", one.runId);
    const next = await begun();
    const runs = await store.failoverRuns.list(10);
    expect(runs.map(({ runId }) => runId)).toEqual(
      [one.runId, other.runId, next.runId].sort().reverse(),
    );
    expect(await store.failoverRuns.list(1)).toHaveLength(1);
  });

  it("keeps every line, chained, and refuses one of two that follow the same", async () => {
    const { runId, entry } = await begun();
    const tick = { kind: "baseline_steady" } as const;
    const both = await Promise.allSettled([
      store.failoverRuns.append(runId, entry, tick, 2_000),
      store.failoverRuns.append(runId, entry, { kind: "abort", by: "bo", reason: "no" }, 2_000),
    ]);
    const refused = both.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: expect.any(RunMovedError) as unknown });
    const kept = await store.failoverRuns.read(runId);
    expect(kept).toMatchObject({
      fault: null,
      record: { runId, planId: PLAN.id, service: "shop", entries: [{ seq: 0 }, { seq: 1 }] },
    });
    expect(await store.failoverRuns.read("run-9999")).toBeNull();
  });

  it("tells where a record was altered behind its back", async () => {
    const { runId, entry } = await begun();
    await store.failoverRuns.append(runId, entry, { kind: "observed" }, 2_000);
    const key = `iso:failover-run:{${runId}}`;
    const line = JSON.parse((await redis.lindex(key, 0)) ?? "") as { event: object };
    await redis.lset(key, 0, JSON.stringify({ ...line, event: { ...line.event, by: "bo" } }));
    const kept = await store.failoverRuns.read(runId);
    expect(kept?.fault).toBe("line 0 was altered: its hash differs");
  });
});
