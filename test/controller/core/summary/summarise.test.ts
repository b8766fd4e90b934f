import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Summary } from "../../../../controller/contract/statistic.ts";
import { EMPTY_BUCKET } from "../../../../controller/core/summary/bucket.ts";
import { summarise } from "../../../../controller/core/summary/summarise.ts";
import { anyContribution } from "../../../helpers/contributions.ts";

describe("controller/core/summary/summarise", () => {
  test.prop([anyContribution(1_800_000_000_000)])("keeps to the contract", (contribution) => {
    expect(Summary.parse(summarise(contribution))).toEqual(summarise(contribution));
  });

  it("says nothing of times when there are none", () => {
    const summary = summarise({ ...EMPTY_BUCKET, sent: 9, lost: 9 });
    expect(summary).toMatchObject({
      n: 0,
      sent: 9,
      lost: 9,
      p50: null,
      minUs: null,
      newestAtMs: null,
    });
  });

  it("names the most frequent failure, the first by name among equals", () => {
    const failures = { tls: 3, dns: 3, http: 1 };
    expect(summarise({ ...EMPTY_BUCKET, sent: 7, failures })).toMatchObject({
      failed: 7,
      failure: "dns",
    });
  });

  it("keeps quantiles within the exact extremes", () => {
    const bucket = { ...EMPTY_BUCKET, sent: 20, bins: [700, 20], minUs: 5_000, maxUs: 5_001 };
    const { p50 } = summarise(bucket);
    expect(p50?.us).toBeGreaterThanOrEqual(5_000);
    expect(p50?.highUs).toBeLessThanOrEqual(5_001);
  });
});
