import { describe, expect, it } from "vitest";
import { guardWorld, IN_FORCE, RESTORED } from "./guard-world.ts";
import { orderOf } from "./order-of.ts";

const restores = () => Promise.resolve(RESTORED);
const failsFirst = (times: number) => {
  let left = times;
  return () => {
    left -= 1;
    return Promise.resolve(left < 0 ? RESTORED : IN_FORCE);
  };
};

describe("failover/guard/run-guard", () => {
  it("restores at the deadline, and not before", async () => {
    const world = guardWorld(restores);
    const outcome = await world.end();
    expect(world.restoredAtMs).toEqual([60_000]);
    expect(outcome).toMatchObject({
      cause: "deadline",
      armedAtMs: 0,
      beganAtMs: 60_000,
      endedAtMs: 60_000,
      steps: [{ kind: "http_hook", tries: 1, restoredAtMs: 60_000, reason: "it is as it was" }],
    });
    expect(world.kept).toEqual([outcome]);
  });

  it("restores at once where the deadline has passed", async () => {
    const world = guardWorld(restores, orderOf({ deadlineAtMs: 0 }));
    expect(await world.end()).toMatchObject({ cause: "deadline", beganAtMs: 0 });
  });

  it("restores when it is asked to", async () => {
    const world = guardWorld(restores);
    world.later(10_000, () => world.sign({ kind: "restore" }));
    expect(await world.end()).toMatchObject({ cause: "asked", beganAtMs: 10_000 });
  });

  it("restores before it ends where it is told to end", async () => {
    const world = guardWorld(restores);
    world.later(10_000, world.tellToEnd);
    expect(await world.end()).toMatchObject({ cause: "ending", beganAtMs: 10_000 });
  });

  it("does nothing when it is released, but write that down", async () => {
    const world = guardWorld(restores);
    world.later(10_000, () => world.sign({ kind: "release" }));
    const outcome = await world.end();
    expect(outcome).toMatchObject({ cause: "released", beganAtMs: null, steps: [] });
    expect(outcome?.endedAtMs).toBeLessThanOrEqual(10_250);
    expect(world.restoredAtMs).toEqual([]);
    expect(world.kept).toHaveLength(1);
    expect(world.warnings).toEqual([]);
  });

  it("ends quietly where another one has seen to the run", async () => {
    const world = guardWorld(restores);
    world.later(10_000, () => world.sign({ kind: "done" }));
    expect(await world.end()).toBeNull();
    expect([world.restoredAtMs, world.kept, world.warnings]).toEqual([[], [], []]);
    expect(world.notes.at(-1)).toBe("another timer has seen to the run");
  });

  it("refuses a release that was not verified, and runs on", async () => {
    const world = guardWorld(restores);
    world.later(10_000, () => world.sign({ kind: "refused", reason: "not verified" }));
    expect(await world.end()).toMatchObject({ cause: "deadline", beganAtMs: 60_000 });
    expect(world.warnings[0]).toBe("a release is refused, and the timer runs on: not verified");
  });

  it("runs on where the folder cannot be read, and says so once", async () => {
    const world = guardWorld(restores);
    world.sign(new Error("EIO"));
    expect(await world.end()).toMatchObject({ cause: "deadline", beganAtMs: 60_000 });
    expect(world.warnings.filter((line) => line.includes("EIO"))).toHaveLength(2);
  });

  it("is not put off by a clock that is set back, nor kept waiting by one that is set on", async () => {
    const back = guardWorld(restores);
    back.later(30_000, () => back.clock.set(-3_600_000));
    await back.end();
    expect(back.clock.steadyMs()).toBe(60_000);
    const on = guardWorld(restores);
    on.later(30_000, () => on.clock.set(3_600_000));
    await on.end();
    expect(on.clock.steadyMs()).toBeLessThanOrEqual(30_250);
  });

  it("tries again twice as late each time, up to ten seconds, and says each time what is wrong", async () => {
    const world = guardWorld(failsFirst(7), orderOf({ deadlineAtMs: 0 }));
    const outcome = await world.end();
    const seconds = [0, 0.5, 1.5, 3.5, 7.5, 15.5, 25.5, 35.5];
    expect(world.restoredAtMs).toEqual(seconds.map((at) => at * 1_000));
    expect(outcome?.steps[0]).toMatchObject({ tries: 8, restoredAtMs: 35_500 });
    const failing = world.warnings.filter((line) => line.startsWith("NOT RESTORED"));
    expect(failing).toHaveLength(7);
    expect(failing[0]).toBe(
      "NOT RESTORED: http_hook, try 1: the fault holds (in_force); next try in 0.5 s",
    );
    expect(failing[6]).toContain("try 7: the fault holds (in_force); next try in 10 s");
  });

  it("counts an error, and a try that does not end, as tries that failed", async () => {
    let tries = 0;
    const world = guardWorld(
      () => {
        tries += 1;
        if (tries === 1)
          throw Object.assign(new Error("No answer."), { mend: "See that it runs." });
        return tries === 2 ? new Promise(() => undefined) : restores();
      },
      orderOf({ deadlineAtMs: 0, retry: { tryWithinMs: 30_000 } }),
    );
    expect(await world.end()).toMatchObject({ endedAtMs: 31_500, steps: [{ tries: 3 }] });
    expect(world.warnings[1]).toContain("try 1: No answer. See that it runs. (failed)");
    expect(world.warnings[2]).toContain("try 2: it has not ended after 30 s (late)");
  });

  it("lets no step wait for one that cannot be put back yet", async () => {
    const steps = ["a", "b"].map((id) => ({ kind: "http_hook", url: `http://127.0.0.1:1/${id}` }));
    const first = failsFirst(3);
    const world = guardWorld(
      (step) => ("url" in step && step.url.endsWith("a") ? first() : restores()),
      orderOf({ steps }),
    );
    expect(await world.end()).toMatchObject({
      endedAtMs: 63_500,
      steps: [
        { tries: 4, restoredAtMs: 63_500 },
        { tries: 1, restoredAtMs: 60_000 },
      ],
    });
  });

  it("stops trying when somebody else has put it back, and says what it knows", async () => {
    const world = guardWorld(() => Promise.resolve(IN_FORCE));
    world.later(90_000, () => world.sign({ kind: "release" }));
    const outcome = await world.end();
    expect(outcome).toMatchObject({ cause: "released", beganAtMs: 60_000 });
    expect(outcome?.steps).toMatchObject([{ restoredAtMs: null, reason: "the fault holds" }]);
  });

  it("is not done before it is written down what was done", async () => {
    const world = guardWorld(restores);
    world.faults.push(new Error("ENOSPC"), new Error("ENOSPC"));
    expect(await world.end()).toMatchObject({ cause: "deadline", endedAtMs: 60_000 });
    expect(world.clock.nowMs()).toBe(61_500);
    expect(world.kept).toHaveLength(1);
    expect(world.warnings.at(-2)).toContain("cannot be written down: ENOSPC; next try in 1 s");
    expect(world.warnings.at(-1)).toBe("shop is restored and verified at 1970-01-01T00:01:00.000Z");
  });
});
