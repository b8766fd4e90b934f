import { describe, expect, it } from "vitest";
import { startLabClock } from "../../../infra/lab/clock.ts";

describe("infra/lab/clock", () => {
  it("runs ahead of the wall by its factor, and tells how long a while takes there", async () => {
    const clock = startLabClock(1_000);
    const startMs = clock.nowMs();
    expect(clock.wallMs(30_000)).toBe(30);
    const ringMs = await new Promise<number>((ring) => {
      clock.after(30_000, () => ring(clock.nowMs()));
    });
    // A timer of the system may ring up to 1 ms early, which is a second here.
    expect(ringMs - startMs).toBeGreaterThanOrEqual(28_000);
    clock.close();
  });

  it("calls off one thing, or all", async () => {
    const clock = startLabClock(1_000);
    const rung: string[] = [];
    const callOff = clock.after(1_000, () => rung.push("called off"));
    callOff();
    await new Promise<void>((ring) => {
      clock.after(-5, () => ring());
    });
    clock.after(1_000, () => rung.push("closed"));
    clock.close();
    await new Promise((done) => setTimeout(done, 20));
    expect(rung).toEqual([]);
  });
});
