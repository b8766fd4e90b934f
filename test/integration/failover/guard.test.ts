import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  guardFile,
  readOutcome,
  writeOrder,
} from "../../../controller/failover/guard/guard-file.ts";
import { guardHandle } from "../../../controller/failover/guard/guard-handle.ts";
import { takeUpLeftOrders } from "../../../controller/failover/guard/left-orders.ts";
import { startGuard } from "../../../controller/failover/guard/start-guard.ts";
import {
  buildGuardPrograms,
  type GuardBench,
  type GuardPrograms,
  type Hook,
  openGuardBench,
  startHook,
} from "./guard-bench.ts";

const FAR_MS = 3_600_000;
const VERIFIED = { state: "restored", reason: "it is as it was" } as const;

let programs: GuardPrograms;
let hook: Hook;
let bench: GuardBench;

beforeAll(async () => {
  programs = await buildGuardPrograms();
});
afterAll(() => programs?.remove());
beforeEach(async () => {
  hook = await startHook();
  bench = await openGuardBench(programs, hook);
});
afterEach(async () => {
  await bench?.remove();
  await hook?.close();
});

const outcomeOf = async (runId: string) => {
  const read = () => readOutcome(bench.folder, runId);
  await expect.poll(read, { timeout: 20_000 }).not.toBeNull();
  return await read();
};
const kill = async (runId: string) => {
  const { pid } = guardHandle(runId, bench.post);
  process.kill((await pid()) ?? Number.NaN, "SIGKILL");
  await expect.poll(pid, { timeout: 10_000 }).toBeNull();
};

describe("the dead man's timer", () => {
  it("restores at the deadline although the process that started it was killed", async () => {
    const order = bench.order("run-0001", 4_000);
    const parent = await bench.startParent(order);
    const exited = once(parent, "exit");
    parent.kill("SIGKILL");
    await exited;
    expect([hook.isInForce(), hook.deletedAtMs]).toEqual([true, []]);
    expect(await guardHandle("run-0001", bench.post).pid()).not.toBeNull();
    const outcome = await outcomeOf("run-0001");
    expect(hook.isInForce()).toBe(false);
    expect(hook.deletedAtMs).toHaveLength(1);
    expect(hook.deletedAtMs[0]).toBeGreaterThanOrEqual(order.deadlineAtMs);
    expect(outcome).toMatchObject({ order, cause: "deadline", steps: [{ tries: 1 }] });
    await expect.poll(() => readdir(bench.folder)).toEqual(["run-0001.done", "run-0001.log"]);
  });

  it.each(["SIGKILL", "SIGSTOP"] as const)(
    "tries again until it is verified, and is not held up by a parent after %s",
    async (signal) => {
      hook.failNext(3);
      const parent = await bench.startParent(bench.order("run-0001", 3_000));
      parent.kill(signal);
      const outcome = await outcomeOf("run-0001");
      expect(outcome?.steps).toMatchObject([{ tries: 4, restoredAtMs: expect.any(Number) }]);
      expect(hook.deletedAtMs).toHaveLength(4);
      const log = await readFile(guardFile(bench.folder, "run-0001", "log"), "utf8");
      expect(log.match(/NOT RESTORED: http_hook, try \d: .* answers 500 to DELETE/g)).toHaveLength(
        3,
      );
    },
  );

  it("tells whoever started it, while that lives, what it cannot put back", async () => {
    hook.failNext(1);
    const guard = await startGuard(bench.order("run-0001", FAR_MS), bench.post);
    await guard.restoreNow();
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "asked", steps: [{ tries: 2 }] });
    await expect
      .poll(() => bench.said.join("\n"))
      .toMatch(/run-0001 restores shop[\s\S]*NOT RESTORED/);
  });

  it("restores nothing once it is released, which takes a verified restore", async () => {
    const order = bench.order("run-0001", 4_000);
    const guard = await startGuard(order, bench.post);
    const pid = await guard.pid();
    const stillThere = { state: "in_force", reason: "the fault holds" } as const;
    await expect(guard.release(stillThere)).rejects.toThrow(/not released.*the fault holds/);
    await writeFile(guardFile(bench.folder, "run-0001", "release"), "{}");
    await expect
      .poll(async () => (await readdir(bench.folder)).includes("run-0001.release"))
      .toBe(false);
    expect(await guard.outcome()).toBeNull();
    expect(await guard.release(VERIFIED)).toMatchObject({ cause: "released", beganAtMs: null });
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    await delay(order.deadlineAtMs - Date.now() + 500);
    expect(hook.deletedAtMs).toEqual([]);
    // Told once more, it is as done as before.
    expect(await guard.release(VERIFIED)).toEqual(await guard.outcome());
    await guard.restoreNow();
    expect(hook.deletedAtMs).toEqual([]);
  });

  it("is released by whoever comes after the one that started it", async () => {
    const parent = await bench.startParent(bench.order("run-0001", FAR_MS));
    parent.kill("SIGKILL");
    const later = guardHandle("run-0001", bench.post);
    expect(await later.release(VERIFIED)).toMatchObject({ armedAtMs: expect.any(Number) });
    expect(hook.deletedAtMs).toEqual([]);
  });

  it("restores before it ends where it is told to end", async () => {
    const guard = await startGuard(bench.order("run-0001", FAR_MS), bench.post);
    process.kill((await guard.pid()) ?? Number.NaN, "SIGTERM");
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "ending" });
    expect(hook.isInForce()).toBe(false);
  });

  it("is taken up again where it was killed itself, by the deadline that it had", async () => {
    const order = bench.order("run-0001", 4_000);
    await startGuard(order, bench.post);
    await startGuard(bench.order("run-0002", FAR_MS), bench.post);
    await kill("run-0001");
    await writeFile(guardFile(bench.folder, "half", "json"), "{");
    const left = await takeUpLeftOrders(bench.post);
    expect(left.takenUp.map(({ runId }) => runId)).toEqual(["run-0001"]);
    expect(left.broken).toMatchObject([{ file: guardFile(bench.folder, "half", "json") }]);
    expect(left.failed).toEqual([]);
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "deadline" });
    expect(hook.deletedAtMs[0]).toBeGreaterThanOrEqual(order.deadlineAtMs);
    expect((await takeUpLeftOrders(bench.post)).takenUp).toEqual([]);
    expect(await guardHandle("run-0002", bench.post).outcome()).toBeNull();
  });

  it("restores at once where it is taken up after its deadline", async () => {
    await writeOrder(bench.folder, bench.order("run-0001", -1));
    expect((await takeUpLeftOrders(bench.post)).takenUp).toHaveLength(1);
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "deadline" });
    expect(hook.isInForce()).toBe(false);
  });

  it("is started anew to restore, and not needed to be released, where it was killed", async () => {
    const restored = await startGuard(bench.order("run-0001", FAR_MS), bench.post);
    const released = await startGuard(bench.order("run-0002", FAR_MS), bench.post);
    await kill("run-0001");
    await kill("run-0002");
    expect(await released.release(VERIFIED)).toMatchObject({ cause: "released", armedAtMs: null });
    expect(hook.deletedAtMs).toEqual([]);
    await restored.restoreNow();
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "asked" });
  });

  it("does no harm twice", async () => {
    await writeOrder(bench.folder, bench.order("run-0001", 1_000));
    const [one, two] = await Promise.all([
      takeUpLeftOrders(bench.post),
      takeUpLeftOrders(bench.post),
    ]);
    expect(one.takenUp.length + two.takenUp.length).toBeGreaterThan(0);
    expect(await outcomeOf("run-0001")).toMatchObject({ cause: "deadline" });
    expect(hook.isInForce()).toBe(false);
    // Each ends by itself: a folder that goes before would leave one that tries for ever.
    const ends = async () => {
      const log = await readFile(guardFile(bench.folder, "run-0001", "log"), "utf8");
      return log.match(/restored and verified|another timer has seen to/g)?.length;
    };
    await expect.poll(ends, { timeout: 10_000 }).toBe(one.takenUp.length + two.takenUp.length);
  });
});

describe("starting a dead man's timer", () => {
  it("is the same timer, with the deadline that it has, where it is started again", async () => {
    const order = bench.order("run-0001", FAR_MS);
    const first = await startGuard(order, bench.post);
    const later = { ...order, deadlineAtMs: order.deadlineAtMs + 30_000 };
    const again = await startGuard(later, bench.post);
    expect(await again.pid()).toBe(await first.pid());
    expect(again.deadlineAtMs).toBe(order.deadlineAtMs);
    await expect(startGuard({ ...order, service: "other" }, bench.post)).rejects.toThrow(
      /with another order/,
    );
    await kill("run-0001");
    await startGuard(order, bench.post);
    expect(await again.pid()).not.toBeNull();
    await again.release(VERIFIED);
    await expect(startGuard(order, bench.post)).rejects.toThrow(/has ended already/);
    expect(hook.deletedAtMs).toEqual([]);
  });

  it("leaves nothing behind where it is not armed, and says why", async () => {
    const { post } = bench;
    const account = { account: "111122223333" };
    const other = { kind: "accelerator_dial", endpointGroupArn: "arn", dialPercent: 100 };
    const cases = [
      [
        bench.order("run-0001", FAR_MS, { steps: [{ ...other, ...account }] }),
        post,
        /nothing of AWS accounts/,
      ],
      [bench.order("run-0001", -1), post, /^deadlineAtMs: .* has passed/],
      [bench.order("run-0001", FAR_MS), { ...post, program: "nowhere.mjs" }, /ended with 1 before/],
      [bench.order("run-0001", FAR_MS), { ...post, armWithinMs: 1 }, /is not armed after 0.001 s/],
    ] as const;
    for (const [order, from, problem] of cases) {
      await expect(startGuard(order, from)).rejects.toThrow(problem);
      expect(await readdir(bench.folder)).toEqual([]);
    }
  });
});

function isRunning(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}
