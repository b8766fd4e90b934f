import { describe, expect, it } from "vitest";
import { MainLoopDelay } from "../../../probe/deliver/main-loop-delay.ts";

function fakeHistogram() {
  return {
    count: 0,
    p99Ms: 0,
    percentile() {
      return this.p99Ms * 1_000_000;
    },
    reset() {
      this.count = 0;
    },
  };
}

describe("probe/deliver/main-loop-delay", () => {
  it("tells what is beyond the expected time between two looks", () => {
    const histogram = fakeHistogram();
    const delay = new MainLoopDelay(histogram, () => 0);
    expect(delay.p99Us()).toBe(0);
    Object.assign(histogram, { count: 5, p99Ms: 99.9 });
    expect(delay.p99Us()).toBe(0);
    Object.assign(histogram, { p99Ms: 107 });
    expect(delay.p99Us()).toBe(7_000);
  });

  it("keeps what one vantage read for the next one, and forgets it after two periods", () => {
    let nowMs = 0;
    const histogram = fakeHistogram();
    const delay = new MainLoopDelay(histogram, () => nowMs);
    Object.assign(histogram, { count: 5, p99Ms: 150 });
    nowMs = 15_000;
    expect(delay.p99Us()).toBe(50_000);
    expect(histogram.count).toBe(0);
    expect(delay.p99Us()).toBe(50_000);
    nowMs = 30_000;
    expect(delay.p99Us()).toBe(50_000);
    expect(delay.p99Us()).toBe(0);
  });

  it("sees this thread stand still", async () => {
    const delay = new MainLoopDelay();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const untilMs = performance.now() + 300;
    while (performance.now() < untilMs);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(delay.p99Us()).toBeGreaterThan(100_000);
  });
});
