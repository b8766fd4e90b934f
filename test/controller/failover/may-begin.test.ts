import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import { localText } from "../../../controller/failover/local-time.ts";
import { whyNot } from "../../../controller/failover/may-begin.ts";
import { WRITTEN_PLAN } from "../../helpers/failover-plan.ts";

const plan = FailoverPlan.parse({
  ...WRITTEN_PLAN,
  timeZone: "Europe/Berlin",
  windows: [
    { days: ["sat"], from: "22:00", to: "05:00" },
    { days: ["wed"], from: "00:00", to: "24:00" },
  ],
  blackouts: [{ from: "2026-12-20", to: "2026-12-27" }],
});

describe("controller/failover/may-begin", () => {
  it.each<[string, string, string | null]>([
    ["2026-12-05T20:59Z", "before the window of the night", "window"],
    ["2026-12-05T21:00Z", "at its beginning", null],
    ["2026-12-06T03:59Z", "after midnight", null],
    ["2026-12-06T04:00Z", "at its end, not included", "window"],
    ["2026-12-05T03:00Z", "the night before", "window"],
    ["2026-12-01T23:00Z", "a whole day begins", null],
    ["2026-12-02T22:59Z", "a whole day ends", null],
    ["2026-12-02T23:00Z", "the next day", "window"],
    ["2026-12-23T12:00Z", "a window in a blackout", "blackout"],
    ["2026-12-19T22:59Z", "a minute before the blackout, in its time zone", null],
    ["2026-12-19T23:00Z", "the blackout", "blackout"],
    ["2027-03-28T02:59Z", "the night that is an hour short (summer time)", null],
    ["2027-03-28T03:00Z", "its end", "window"],
  ])("%s: %s", (at, _what, expected) => {
    expect(whyNot(plan, Date.parse(at))).toBe(expected);
  });

  it("knows no bounds without windows", () => {
    expect(whyNot({ ...plan, windows: [], blackouts: [] }, 0)).toBeNull();
  });

  it("tells moments by the clock of the place", () => {
    expect(localText(Date.parse("2026-12-05T21:07Z"), "Asia/Kolkata")).toBe(
      "2026-12-06 02:37 Asia/Kolkata",
    );
  });
});
