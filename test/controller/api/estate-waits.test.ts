import { describe, expect, it } from "vitest";
import { openEstateWaits } from "../../../controller/api/estate-waits.ts";
import type { ChangeEvent } from "../../../controller/contract/event.ts";

const LONG_MS = 60_000;

function scene() {
  const listeners = new Set<(event: ChangeEvent) => void>();
  const waits = openEstateWaits({
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const tell = (kind: ChangeEvent["kind"]) => {
    for (const listener of listeners) listener({ kind, atMs: 1, vantages: [] });
  };
  return { waits, tell, listeners };
}

const isOver = (ended: Promise<void>) =>
  Promise.race([ended.then(() => true), new Promise((resolve) => setImmediate(resolve, false))]);

describe("controller/api/estate-waits", () => {
  it("ends all waits, of any number, by one listener when the estate changes and by nothing else", async () => {
    const { waits, tell, listeners } = scene();
    const held = Array.from({ length: 5_000 }, () => waits.next(LONG_MS).ended);
    expect(listeners.size).toBe(1);
    tell("measurements");
    expect(await isOver(Promise.race(held))).toBe(false);
    tell("estate");
    expect(await isOver(Promise.all(held).then(() => undefined))).toBe(true);
    waits.close();
  });

  it("ends a wait whose asker has gone, and one whose time is over", async () => {
    const { waits } = scene();
    const first = waits.next(LONG_MS);
    first.gone();
    await first.ended;
    await waits.next(1).ended;
    waits.close();
  });

  it("ends all waits and lets nobody wait once it is closed", async () => {
    const { waits, listeners } = scene();
    const held = waits.next(LONG_MS);
    waits.close();
    await held.ended;
    await waits.next(LONG_MS).ended;
    expect([waits.isClosed(), listeners.size]).toEqual([true, 0]);
  });
});
