import { describe, expect, it } from "vitest";
import { evidenceText, groupLines, simulatedMark } from "../../../dashboard/view-model/advice.ts";
import { cannedRecommendation } from "../../helpers/dashboard-answers.ts";

const recommendation = cannedRecommendation(1_740_924_000_000);

describe("dashboard/view-model/advice", () => {
  it("never shows a winner where there is no real difference", () => {
    const europe = groupLines(recommendation).find(({ id }) => id === "europe");
    expect(europe?.open).toBeNull();
    expect(europe?.verdict).toBe("≈ no real difference");
    expect(europe?.difference).toBe("≈ (−1.3\u202fms to +0.6\u202fms)");
  });

  it("puts losers first, then the larger share", () => {
    const turned = recommendation.groups.map((group) =>
      group.group === "south-america" ? { ...group, verdict: "worse" as const } : group,
    );
    expect(groupLines({ ...recommendation, groups: turned }).map(({ id }) => id)).toEqual([
      "south-america",
      "europe",
      "asia",
    ]);
  });

  it("shows what was not measured as a dash", () => {
    const asia = groupLines(recommendation).find(({ id }) => id === "asia");
    expect(asia?.open).toBe("Cannot tell for Asia.");
    expect(asia).toMatchObject({ accelerator: { p50: "—", server: null }, difference: "—" });
  });

  it("says what the answer stands on", () => {
    expect(evidenceText(recommendation)).toBe(
      "evidence grade C · 0 full days · 94\u202f% of the traffic",
    );
  });

  it("says of a simulated history that it is one", () => {
    const evidence = { ...recommendation.evidence, source: "simulated" as const };
    expect(evidenceText({ ...recommendation, evidence })).toMatch(/^simulated, not measured: /);
    expect(simulatedMark({ ...recommendation, evidence })).toBe(" (simulated)");
    expect(simulatedMark(recommendation)).toBe("");
  });

  it.each([
    [1, "1 full day"],
    [0.0013888, "< 0.01 full days"],
    [6.5, "6.5 full days"],
    [13.996, "14 full days"],
  ])("says %f days as %s", (fullDays, words) => {
    const evidence = { ...recommendation.evidence, fullDays };
    expect(evidenceText({ ...recommendation, evidence })).toContain(`· ${words} ·`);
  });
});
