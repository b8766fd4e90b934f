import { describe, expect, it } from "vitest";
import { Pause } from "../../../probe/deliver/pause.ts";

const LONG_MS = 60_000;

describe("probe/deliver/pause", () => {
  it("can be cut short while it lasts", async () => {
    const pause = new Pause();
    const waiting = pause.wait(LONG_MS);
    pause.end();
    await waiting;
  });

  it("remembers an end that came before the wait, once", async () => {
    const pause = new Pause();
    pause.end();
    await pause.wait(LONG_MS);
    let isOver = false;
    const second = pause.wait(LONG_MS).then(() => {
      isOver = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    pause.end();
    await second;
  });
});
