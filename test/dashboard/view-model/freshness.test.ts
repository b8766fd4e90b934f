import { describe, expect, it } from "vitest";
import {
  clockOffsetMs,
  liveLabel,
  matrixFreshness,
} from "../../../dashboard/view-model/freshness.ts";
import { LIVE_AT_START, type Live } from "../../../dashboard/view-model/live.ts";
import { cannedMatrix } from "../../helpers/dashboard-answers.ts";

const NOW_MS = 1_740_924_000_000;
const live = (change: Partial<Live>): Live => ({ ...LIVE_AT_START, ...change });

describe("dashboard/view-model/freshness", () => {
  it.each([
    [live({ transport: "events" }), true, "live", "Live, 3\u202fs ago"],
    [live({ transport: "polling" }), true, "polling", "Every 15\u202fs, 3\u202fs ago"],
    [live({}), true, "connecting", "Connecting, 3\u202fs ago"],
    [live({ reasons: ["key"], waiting: 2 }), true, "paused", "Paused, 2 updates waiting"],
    [live({ reasons: ["key"], waiting: 1 }), true, "paused", "Paused, 1 update waiting"],
    [live({ transport: "events" }), false, "broken", "No answer, data of 3\u202fs ago"],
  ])("says how the data moves (%#)", (state, reachable, kind, text) => {
    expect(liveLabel(state, NOW_MS - 3_000, NOW_MS, reachable)).toMatchObject({ kind, text });
  });

  it("does not make up an age", () => {
    expect(liveLabel(live({ transport: "events" }), null, NOW_MS, true).text).toBe(
      "Waiting, no measurement yet",
    );
  });

  it("counts values and vantages of a matrix, without the silent one", () => {
    const matrix = cannedMatrix("direct", "echo_rtt", 900_000, NOW_MS);
    expect(matrixFreshness(matrix, NOW_MS)).toMatch(
      /^n = [\d\u202f]+ · 15\/16 vantages · newest 3\u202fs ago · 1 m buckets$/,
    );
  });

  it("knows how far the reader's clock is off", () => {
    expect(clockOffsetMs(NOW_MS, NOW_MS + 60_000)).toBe(-60_000);
  });
});
