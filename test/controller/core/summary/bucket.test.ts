import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { EMPTY_BUCKET, mergeBuckets } from "../../../../controller/core/summary/bucket.ts";
import { anyContribution } from "../../../helpers/contributions.ts";

const anyContributions = fc.array(anyContribution(1_800_000_000_000), { maxLength: 12 });

describe("controller/core/summary/bucket", () => {
  test.prop([anyContributions, fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 })])(
    "gives the same for any partition and any order",
    (contributions, groupOf) => {
      const groups = [0, 1, 2, 3].map((group) =>
        mergeBuckets(contributions.filter((_each, at) => groupOf[at] === group)),
      );
      const whole = mergeBuckets(contributions);
      expect(mergeBuckets(groups)).toEqual(whole);
      expect(mergeBuckets([...contributions].reverse())).toEqual(whole);
    },
  );

  test.prop([anyContributions])("keeps every attempt explained", (contributions) => {
    const { sent, lost, tainted, failures, bins } = mergeBuckets(contributions);
    const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
    const values = bins.reduce((sum, number, at) => (at % 2 === 1 ? sum + number : sum), 0);
    expect(values + lost + tainted + failed).toBe(sent);
  });

  it("answers the empty bucket for nothing", () => {
    expect(mergeBuckets([])).toEqual(EMPTY_BUCKET);
  });

  it("counts an endpoint that has the name of an object's own property", () => {
    const bucket = { ...EMPTY_BUCKET, servedBy: { constructor: 2 } };
    expect(mergeBuckets([bucket, bucket]).servedBy).toEqual({ constructor: 4 });
  });
});
