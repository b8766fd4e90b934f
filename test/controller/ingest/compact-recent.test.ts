import { describe, expect, it } from "vitest";
import { compactionWindow } from "../../../controller/ingest/compact-recent.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const START_MS = 500_000 * HOUR_MS;

describe("controller/ingest/compact-recent", () => {
  it("looks at five minutes that are over", () => {
    const nowMs = START_MS + 30 * MINUTE_MS + 12_345;
    expect(compactionWindow(nowMs)).toEqual({
      fromMs: START_MS + 24 * MINUTE_MS,
      toMs: START_MS + 29 * MINUTE_MS,
    });
  });

  it("goes through the hour before once more", () => {
    const nowMs = START_MS + 5 * MINUTE_MS + 1;
    expect(compactionWindow(nowMs).fromMs).toBe(START_MS - HOUR_MS);
  });
});
