import { describe, expect, it } from "vitest";
import { evidenceSpan } from "../../../../controller/core/advise/evidence-span.ts";
import { FIRST_DAY, type SamplePath, sampleHistory } from "./sample-histories.ts";

const DAY_MS = 86_400_000;
const group = (id: string, share: number) => ({ id, label: id, share, vantages: [id] });
const path = (vantage: string, days: number, more: Partial<SamplePath> = {}) =>
  sampleHistory({ vantage, entry: "dns", endpoint: null, ms: 50, days, ...more });

describe("controller/core/advise/evidence-span", () => {
  it("counts what is there", () => {
    const span = evidenceSpan([group("a", 1)], [path("a", 3)]);
    expect(span).toEqual({
      fromMs: FIRST_DAY * DAY_MS,
      toMs: (FIRST_DAY + 2) * DAY_MS + 23 * 3_600_000 + 300_000,
      samples: 3 * 24 * 12,
      fullDays: 3,
    });
  });

  it("takes the days that most of the users have", () => {
    const groups = [group("a", 0.5), group("b", 0.35), group("c", 0.15)];
    expect(evidenceSpan(groups, [path("a", 20), path("b", 10), path("c", 2)]).fullDays).toBe(10);
    // Who was never measured holds up nobody: coverage tells of that.
    expect(evidenceSpan(groups, [path("a", 20)]).fullDays).toBe(20);
  });

  it.each<[string, Partial<SamplePath>, number]>([
    ["days of 17 hours are none, but a part of one", { hoursOfDay: 17 }, 17 / 24],
    ["days of 18 hours are full ones", { hoursOfDay: 18 }, 5],
  ])("%s", (_, more, days) => {
    expect(evidenceSpan([group("a", 1)], [path("a", 5, more)]).fullDays).toBeCloseTo(days, 6);
  });

  it("knows of nothing where nothing is", () => {
    const nothing = { fromMs: null, toMs: null, samples: 0, fullDays: 0 };
    expect(evidenceSpan([group("a", 1)], [])).toEqual(nothing);
    expect(evidenceSpan([], [])).toEqual(nothing);
    const bare = { ...path("a", 1), medians: [], days: [] };
    expect(evidenceSpan([group("a", 1)], [bare])).toEqual(nothing);
  });

  it("takes straight paths where no way in was measured", () => {
    const straight = path("a", 4, { entry: "direct", endpoint: "virginia" });
    expect(evidenceSpan([group("a", 1)], [straight]).fullDays).toBe(4);
  });
});
