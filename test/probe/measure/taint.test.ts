import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { interruptionUs, isTainted, uncertaintyUs } from "../../../probe/measure/taint.ts";

const SETTLE_MS = 2;
const doubtUs = (wait: [number, number], ...stalls: [number, number][]) =>
  uncertaintyUs(
    [{ startMs: wait[0], endMs: wait[1] }],
    stalls.map(([startMs, endMs]) => ({ startMs, endMs })),
    SETTLE_MS,
  );
const judge = (wait: [number, number], ...stalls: [number, number][]) =>
  isTainted(doubtUs(wait, ...stalls));

describe("probe/measure/taint", () => {
  it("distrusts a reply that was read right after a stall", () => {
    expect(judge([0, 20], [12, 19.5])).toBe(true);
  });

  it("trusts a reply when the sockets were looked at after the stall", () => {
    expect(judge([0, 40], [5, 15])).toBe(false);
  });

  it("accepts an error of 1 ms, however long the time is", () => {
    expect(judge([0, 10], [9.2, 10])).toBe(false);
    expect(judge([0, 400], [398, 400])).toBe(true);
  });

  it("counts only the part of a stall that lies within the wait", () => {
    expect(judge([100, 110], [50, 100.5])).toBe(false);
    expect(judge([100, 103], [50, 102.5])).toBe(true);
  });

  it("adds up stalls that follow each other", () => {
    expect(judge([0, 200], [170, 178], [179, 199])).toBe(true);
  });

  it("looks at every timed part", () => {
    const parts = [
      { startMs: 0, endMs: 10 },
      { startMs: 30, endMs: 40 },
    ];
    expect(uncertaintyUs(parts, [{ startMs: 5, endMs: 9.5 }], SETTLE_MS)).toBe(5_000);
    expect(uncertaintyUs(parts, [{ startMs: 12, endMs: 28 }], SETTLE_MS)).toBe(0);
  });

  it("says by how much a time may be too long, over all its parts", () => {
    expect(doubtUs([0, 20], [12, 19.5])).toBe(8_000);
    expect(doubtUs([0, 20], [-50, 19.5])).toBe(20_000);
    expect(doubtUs([0, 20])).toBe(0);
    const parts = [
      { startMs: 0, endMs: 10 },
      { startMs: 10, endMs: 20 },
    ];
    const stalls = [
      { startMs: 9.4, endMs: 10 },
      { startMs: 19.3, endMs: 20 },
    ];
    expect(uncertaintyUs(parts, stalls, SETTLE_MS)).toBe(1_300);
    expect(isTainted(1_300)).toBe(true);
  });

  it("does not doubt a wait for longer than the thread computed in it", () => {
    const wait = { startMs: 10, endMs: 13, busyMs: 0.2 };
    // Right before the question was sent, as far as a beat of 2 ms can tell.
    const stall = { startMs: 11, endMs: 12.5, busyMs: 1.5 };
    expect(uncertaintyUs([wait], [stall], SETTLE_MS)).toBe(200);
    expect(uncertaintyUs([{ ...wait, busyMs: 1.5 }], [stall], SETTLE_MS)).toBe(1_500);
  });

  it("doubts a wait all the same for as long as the thread was not woken", () => {
    const wait = { startMs: 0, endMs: 13, busyMs: 0.2 };
    const stall = { startMs: 7, endMs: 12.5, busyMs: 0.5 };
    expect(uncertaintyUs([wait], [stall], SETTLE_MS)).toBe(5_200);
    const { busyMs: _unknown, ...asleep } = stall;
    expect(uncertaintyUs([wait], [asleep], SETTLE_MS)).toBe(5_700);
  });

  it("doubts own arithmetic for as long as it had no processor, and not for what it took", () => {
    const work = { startMs: 10, endMs: 16 };
    expect(interruptionUs([work], [{ startMs: 11, endMs: 16, busyMs: 5 }])).toBe(0);
    expect(interruptionUs([work], [{ startMs: 11, endMs: 16, busyMs: 1 }])).toBe(4_000);
    expect(interruptionUs([work], [{ startMs: 2, endMs: 12 }])).toBe(2_000);
    expect(interruptionUs([work], [{ startMs: 2, endMs: 9 }])).toBe(0);
    expect(interruptionUs([], [{ startMs: 2, endMs: 9 }])).toBe(0);
  });

  const stallBefore = fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 50 }));
  test.prop([fc.integer({ min: 1, max: 300 }), stallBefore])(
    "never distrusts when nothing stood still during the wait",
    (rttMs, [gapMs, lengthMs]) => {
      const stall: [number, number] = [1_000 - gapMs - lengthMs, 1_000 - gapMs];
      expect(judge([1_000, 1_000 + rttMs], stall)).toBe(false);
    },
  );

  test.prop([fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 300 })])(
    "always distrusts a reply that a long stall right before may have kept waiting",
    (rttMs, stallMs) => {
      const overlapMs = Math.min(rttMs, stallMs);
      expect(doubtUs([0, rttMs], [rttMs - stallMs, rttMs])).toBe(overlapMs * 1_000);
      expect(judge([0, rttMs], [rttMs - stallMs, rttMs])).toBe(overlapMs > 1);
    },
  );
});
