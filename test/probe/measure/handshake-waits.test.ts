import { describe, expect, it } from "vitest";
import { HandshakeWaits } from "../../../probe/measure/handshake-waits.ts";

/** Notes at a thread whose time goes by as told. */
function waitsAt() {
  let atMs = 0;
  let waitedMs = 0;
  const waits = new HandshakeWaits(() => ({ atMs, waitedMs }));
  return {
    waits,
    /** Waits for events, then computes. */
    pass(idleMs: number, busyMs = 0) {
      atMs += idleMs + busyMs;
      waitedMs += idleMs;
    },
  };
}

describe("probe/measure/handshake-waits", () => {
  it("leaves out what this side computes between a read and the next write", () => {
    const { waits, pass } = waitsAt();
    pass(0, 1);
    waits.wrote();
    pass(10);
    waits.read();
    pass(0, 3);
    waits.wrote();
    waits.worked();
    pass(10, 2);
    waits.read();
    pass(0, 3);
    waits.worked();
    expect(waits.taken()).toEqual([
      { startMs: 1, endMs: 11, busyMs: 0 },
      { startMs: 14, endMs: 26, busyMs: 2 },
    ]);
  });

  it("goes on waiting after a part that asks for no answer", () => {
    const { waits, pass } = waitsAt();
    waits.wrote();
    pass(10);
    waits.read();
    pass(0, 1);
    waits.worked();
    pass(5);
    waits.read();
    expect(waits.taken()).toEqual([
      { startMs: 0, endMs: 10, busyMs: 0 },
      { startMs: 11, endMs: 16, busyMs: 0 },
    ]);
  });

  it("notes nothing before this side has spoken", () => {
    const { waits, pass } = waitsAt();
    pass(10);
    waits.read();
    expect(waits.taken()).toEqual([]);
  });

  it("stays small with a server that sends byte by byte, and doubts what it does not tell apart", () => {
    const { waits, pass } = waitsAt();
    waits.wrote();
    for (let byte = 0; byte < 1_000; byte += 1) {
      pass(1);
      waits.read();
      pass(0, 1);
      waits.worked();
    }
    const taken = waits.taken();
    expect(taken.length).toBe(32);
    expect(taken.at(-1)).toEqual({ startMs: 62, endMs: 1_999, busyMs: 968 });
  });
});
