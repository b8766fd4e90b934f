import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  binAtRank,
  binAtRankIn,
  rankedBins,
} from "../../../../controller/core/histogram/ranked-bins.ts";

const anyCounts = fc.dictionary(
  fc.integer({ min: 0, max: 400 }).map(String),
  fc.integer({ min: 1, max: 4 }),
  { minKeys: 1, maxKeys: 20 },
);

describe("controller/core/histogram/ranked-bins", () => {
  test.prop([anyCounts])("finds the bin of every rank", (counts) => {
    const indexes = Object.keys(counts).map(Number);
    const bins = indexes.flatMap((bin, at) => [bin - (indexes[at - 1] ?? 0), counts[bin] ?? 0]);
    const values = indexes.flatMap((bin) => Array.from({ length: counts[bin] ?? 0 }, () => bin));
    const ranked = rankedBins(bins);
    expect(ranked.n).toBe(values.length);
    for (const [at, bin] of [...values, values.at(-1)].entries()) {
      expect([binAtRank(ranked, at + 1), binAtRankIn(bins, at + 1)]).toEqual([bin, bin]);
    }
  });
});
