import { describe, expect, it } from "vitest";
import { coalesceChanges } from "../../../controller/ingest/coalesce-changes.ts";

describe("controller/ingest/coalesce-changes", () => {
  it("tells of everything gathered at once, each vantage once", () => {
    const told: string[][] = [];
    const gatherer = coalesceChanges(60_000, (vantages) => told.push(vantages));
    gatherer.add(["b", "a"]);
    gatherer.add(["b"]);
    expect(told).toEqual([]);
    gatherer.close();
    gatherer.close();
    expect(told).toEqual([["a", "b"]]);
  });

  it("tells by itself after the interval", async () => {
    const told = await new Promise<string[]>((resolve) => {
      const gatherer = coalesceChanges(1, resolve);
      gatherer.add(["a"]);
      // The gatherer's own timer does not keep a process alive; a test has to.
      setTimeout(() => undefined, 50);
    });
    expect(told).toEqual(["a"]);
  });
});
