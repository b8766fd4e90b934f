import { describe, expect, it } from "vitest";
import {
  acceleratedGroups,
  measuredKnowledge,
} from "../../../../controller/core/candidates/measured-knowledge.ts";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import { history } from "../predict/sample-world.ts";

const asker = { latitude: 38.72, longitude: -9.14, countryCode: "PT" };
const group = (id: string, ...vantages: string[]) => ({
  group: { id, label: id, share: 0.5, vantages },
  weight: 0.5,
  listeners: vantages.map((vantage) => ({ vantage, asker })),
});
const path = (vantage: string, endpoint: string, ms: number) =>
  history({ vantage, entry: "direct", endpoint }, () => ms * 1_000, 8);

const KNOWLEDGE = measuredKnowledge({
  evidence: evidenceBook([
    path("lisbon", "ireland", 30),
    path("lisbon", "virginia", 90),
    path("porto", "ireland", 40),
    path("porto", "virginia", 110),
  ]),
  audiences: [group("portugal", "lisbon", "porto"), group("nowhere")],
  thresholdUs: () => 5_000,
  accelerated: [],
});

describe("controller/core/candidates/measured-knowledge", () => {
  it("means the medians of the vantages that stand for a group", () => {
    // Within the width of a bin.
    expect(Math.abs((KNOWLEDGE.p50Us("portugal", "ireland") ?? 0) - 35_000)).toBeLessThan(64);
    expect(KNOWLEDGE.p50Us("portugal", "oregon")).toBeNull();
    expect(KNOWLEDGE.p50Us("nowhere", "ireland")).toBeNull();
    expect(KNOWLEDGE.askersOf("portugal")).toEqual([asker, asker]);
    expect(KNOWLEDGE.askersOf("elsewhere")).toEqual([]);
  });

  it("tells day by day how much longer the one takes than the other", () => {
    const days = KNOWLEDGE.dayDifferencesUs("portugal", "virginia", "ireland");
    expect(days).toHaveLength(8);
    expect(days.map(({ value }) => Math.round(value))).toEqual(days.map(() => 65_000));
    expect(KNOWLEDGE.dayDifferencesUs("portugal", "oregon", "ireland")).toEqual([]);
  });

  it("takes those groups for accelerated that the verdict calls better", () => {
    const difference = { us: -20_000, lowUs: -24_000, highUs: -16_000 };
    const advice = (id: string, verdict: "better" | "worse" | "inconclusive") => ({
      group: id,
      share: 0.25,
      verdict,
      difference,
    });
    const groups = [
      advice("brazil", "better"),
      advice("chile", "worse"),
      advice("peru", "inconclusive"),
    ];
    expect(acceleratedGroups(groups, () => null)).toEqual([
      { group: "brazil", weightedGainUs: 5_000, usdPerMonth: null },
    ]);
  });
});
