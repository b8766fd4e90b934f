import { describe, expect, it } from "vitest";
import { OneWaySummarizer } from "../../../probe/cli/one-way-summary.ts";

describe("probe/cli/one-way-summary", () => {
  it("adds up both ways, keeps what is below zero and counts what cannot be", () => {
    const summarizer = new OneWaySummarizer();
    expect(summarizer.summary()).toBeNull();
    summarizer.add({ outUs: 700, backUs: -300, errorUs: 400 });
    summarizer.add({ outUs: 900, backUs: -500, errorUs: 410 });
    expect(summarizer.summary()).toEqual({
      values: 2,
      out: { minUs: 700, avgUs: 800, maxUs: 900 },
      back: { minUs: -500, avgUs: -400, maxUs: -300 },
      errorUs: 410,
      impossible: 1,
    });
  });
});
