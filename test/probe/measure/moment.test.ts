import { describe, expect, it } from "vitest";
import { lookNow, waitBetween } from "../../../probe/measure/moment.ts";

describe("probe/measure/moment", () => {
  it("tells what a thread did from what it waited for", () => {
    const from = { atMs: 10, waitedMs: 4 };
    expect(waitBetween(from, { atMs: 30, waitedMs: 21 })).toEqual({
      startMs: 10,
      endMs: 30,
      busyMs: 3,
    });
    // The two clocks are read one after the other.
    expect(waitBetween(from, { atMs: 30, waitedMs: 24.001 }).busyMs).toBe(0);
  });

  it("looks at the calling thread", async () => {
    const before = lookNow();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const rested = lookNow();
    const untilMs = performance.now() + 30;
    while (performance.now() < untilMs);
    const after = lookNow();
    expect(rested.waitedMs - before.waitedMs).toBeGreaterThan(5);
    expect(waitBetween(rested, after).busyMs).toBeGreaterThanOrEqual(29);
  });
});
