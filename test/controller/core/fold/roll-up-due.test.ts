import { describe, expect, it } from "vitest";
import { hashOf, rollUpDue } from "../../../../controller/core/fold/roll-up-due.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;

describe("controller/core/fold/roll-up-due", () => {
  it("lists the hours whose time has come, oldest first, without the counter", () => {
    const marks = {
      n: "9",
      [START_MS + 2 * HOUR_MS]: "9",
      [START_MS + HOUR_MS]: "7",
      [START_MS]: "3",
    };
    expect(rollUpDue("eu-west-1", marks, START_MS + 2 * HOUR_MS + 12 * 60_000)).toEqual([
      { hourMs: START_MS, number: "3" },
      { hourMs: START_MS + HOUR_MS, number: "7" },
    ]);
  });

  it("spreads the vantages over ten minutes", () => {
    const waits = Array.from({ length: 200 }, (_, at) => {
      let waitMs = 0;
      while (rollUpDue(`v-${at}`, { 0: "1" }, HOUR_MS + waitMs).length === 0) waitMs += 30_000;
      return waitMs;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(90_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(12 * 60_000);
    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  it("hashes as FNV-1a does", () => {
    expect([hashOf(""), hashOf("a"), hashOf("foobar")]).toEqual([
      0x811c9dc5, 0xe40c292c, 0xbf9cf968,
    ]);
  });
});
