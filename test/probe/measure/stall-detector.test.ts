import { describe, expect, it } from "vitest";
import { StallDetector } from "../../../probe/measure/stall-detector.ts";

function detectorAt() {
  let nowMs = 0;
  const detector = new StallDetector(() => nowMs);
  const lengths: number[] = [];
  detector.onStall((lengthMs) => lengths.push(lengthMs));
  return {
    detector,
    lengths,
    beatAt(atMs: number) {
      nowMs = atMs;
      detector.beat();
    },
    setNow(atMs: number) {
      nowMs = atMs;
    },
  };
}

describe("probe/measure/stall-detector", () => {
  it("keeps the stretch in which the thread stood still", () => {
    const { detector, lengths, beatAt } = detectorAt();
    for (const atMs of [2, 4.5, 7, 32, 34]) beatAt(atMs);
    expect(detector.recent()).toEqual([{ startMs: 7, endMs: 32 }]);
    expect(lengths).toEqual([25]);
  });

  it("includes the stall that is going on before the next beat has come", () => {
    const { detector, beatAt, setNow } = detectorAt();
    beatAt(2);
    setNow(12);
    expect(detector.recent()).toEqual([{ startMs: 2, endMs: 12 }]);
    setNow(4);
    expect(detector.recent()).toEqual([]);
  });

  it("notices a thread that is kept busy", async () => {
    const detector = new StallDetector();
    detector.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const untilMs = performance.now() + 30;
    while (performance.now() < untilMs);
    const lengths = detector.recent().map(({ startMs, endMs }) => endMs - startMs);
    detector.stop();
    expect(Math.max(...lengths)).toBeGreaterThanOrEqual(28);
  });
});
