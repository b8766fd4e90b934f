import { describe, expect, it } from "vitest";
import { checkedSchedule } from "../../controller/checked-schedule.ts";

describe("controller/checked-schedule", () => {
  it("fills in what is not given", () => {
    expect(checkedSchedule()).toEqual({
      rollUpEveryMs: 60_000,
      adviseEveryMs: 15_000,
      driftEveryMs: 300_000,
    });
    expect(checkedSchedule({ rollUpEveryMs: 500 }).rollUpEveryMs).toBe(500);
  });

  it.each([0, 499, -60_000, 1_000.5, Number.NaN])("refuses %s, naming the field", (everyMs) => {
    expect(() => checkedSchedule({ adviseEveryMs: everyMs })).toThrow("schedule.adviseEveryMs is");
  });
});
