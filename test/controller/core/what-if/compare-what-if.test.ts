import { describe, expect, it } from "vitest";
import { WhatIfComparison } from "../../../../controller/contract/what-if.ts";
import {
  type Answered,
  compareWhatIf,
} from "../../../../controller/core/what-if/compare-what-if.ts";
import { advisedDesign, servedGroup } from "./sample-designs.ts";

const BEFORE: Answered = {
  outcome: "keep",
  best: "latency",
  designs: [
    advisedDesign("latency", [servedGroup("asia", "ireland", 200_000)], { isIncumbent: true }),
  ],
};

const told = { notes: [] };

describe("controller/core/what-if/compare-what-if", () => {
  it("finds nothing where nothing changes", () => {
    const same = compareWhatIf(BEFORE, BEFORE, told);
    expect(same).toMatchObject({ label: null, changes: [], numbers: [] });
    expect(same.sentence).toBe("The best design stays latency; no number changes.");
  });

  it("lists what changes, with how each number came about", () => {
    const added = { ...servedGroup("asia", "singapore", 30_000), basis: "modelled" as const };
    const after: Answered = {
      outcome: "change",
      best: "geo",
      designs: [advisedDesign("geo", [added], { p50Us: 25_000 }), ...BEFORE.designs],
    };
    const note = { what: "times", basis: "modelled" as const, text: "By distance." };
    const found = compareWhatIf(BEFORE, after, { label: "Singapore", notes: [note] });
    expect(WhatIfComparison.parse(found)).toEqual(found);
    expect(found.changes).toEqual([
      { what: "outcome", before: "keep", after: "change" },
      { what: "best design", before: "latency", after: "geo" },
      {
        what: "who serves asia by the best design",
        before: "ireland by Route 53",
        after: "singapore by Route 53",
      },
    ]);
    expect(found.numbers).toEqual([
      {
        what: "p50 of the best design",
        unit: "us",
        before: 40_000,
        after: 25_000,
        basis: "measured",
      },
      {
        what: "p50 of asia by the best design",
        unit: "us",
        before: 200_000,
        after: 30_000,
        basis: "modelled",
      },
    ]);
    expect(found.sentence).toBe(
      "The best design becomes geo instead of latency, the outcome change instead of keep; of 2 numbers that change 1 were not measured.",
    );
  });

  it("never takes an unknown number for zero", () => {
    const unknown = advisedDesign("latency", [], { isIncumbent: true, usdPerMonth: null });
    const found = compareWhatIf(BEFORE, { ...BEFORE, designs: [unknown] }, told);
    expect(found.numbers.filter(({ unit }) => unit === "usd_per_month")).toMatchObject([
      { before: 10, after: null, basis: "assumed" },
      { before: 10, after: null, basis: "assumed" },
    ]);
  });

  it("compares with an answer that has no design", () => {
    const none: Answered = { outcome: "infeasible", best: null, designs: [] };
    const found = compareWhatIf(BEFORE, none, told);
    expect(found.sentence).toContain("becomes none instead of latency");
    expect(found.numbers.every(({ after }) => after === null)).toBe(true);
  });
});
