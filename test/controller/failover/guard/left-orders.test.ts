import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  finishOrder,
  openGuardFolder,
  writeOrder,
} from "../../../../controller/failover/guard/guard-file.ts";
import { guardHandle } from "../../../../controller/failover/guard/guard-handle.ts";
import { holdOrder } from "../../../../controller/failover/guard/guard-holder.ts";
import { takeUpLeftOrders } from "../../../../controller/failover/guard/left-orders.ts";
import type { GuardPost } from "../../../../controller/failover/guard/spawn-guard.ts";
import { orderOf } from "./order-of.ts";

let data: string;
let post: GuardPost;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "isochrone-left-"));
  const folder = await openGuardFolder(data);
  post = { folder, program: join(data, "nowhere.mjs"), env: {}, report: () => undefined };
});
afterEach(() => rm(data, { recursive: true, force: true }));

describe("failover/guard/left-orders", () => {
  it("leaves an order to the living process that sees to it", async () => {
    await writeOrder(post.folder, orderOf());
    await holdOrder(post.folder, "run-0001");
    expect(await takeUpLeftOrders(post)).toEqual({ takenUp: [], broken: [], failed: [] });
    expect(await guardHandle("run-0001", post).pid()).toBe(process.pid);
  });

  it("tells for which orders no timer can be started, and keeps them", async () => {
    await writeOrder(post.folder, orderOf());
    await writeOrder(post.folder, orderOf({ runId: "run-0002" }));
    const { takenUp, failed } = await takeUpLeftOrders(post);
    expect(takenUp).toEqual([]);
    expect(failed.map(({ runId }) => runId).sort()).toEqual(["run-0001", "run-0002"]);
    expect(failed[0]?.reason).toMatch(/ended with 1 before it was armed/);
    expect(await readdir(post.folder)).toEqual(["run-0001.json", "run-0002.json"]);
  });

  it("takes an order away that a timer which died had seen to", async () => {
    const outcome = { armedAtMs: 1, beganAtMs: 2, endedAtMs: 3, steps: [] };
    await finishOrder(post.folder, { order: orderOf(), cause: "deadline", ...outcome });
    await writeOrder(post.folder, orderOf());
    expect(await takeUpLeftOrders(post)).toEqual({ takenUp: [], broken: [], failed: [] });
    expect(await readdir(post.folder)).toEqual(["run-0001.done"]);
  });
});

describe("failover/guard/guard-handle", () => {
  it("knows nothing of runs that have no order", async () => {
    const guard = guardHandle("run-0009", post);
    const restored = { state: "restored", reason: "" } as const;
    for (const told of [guard.restoreNow(), guard.release(restored)]) {
      await expect(told).rejects.toThrow(/holds no order of the run run-0009/);
    }
    expect([await guard.pid(), await guard.outcome()]).toEqual([null, null]);
    expect(await readdir(post.folder)).toEqual([]);
  });
});
