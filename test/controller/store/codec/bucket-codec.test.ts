import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../../../../controller/core/summary/bucket.ts";
import { decodeBuckets, encodeBucket } from "../../../../controller/store/codec/bucket-codec.ts";
import { StoredBytesError } from "../../../../controller/store/codec/byte-reader.ts";
import type { Contribution } from "../../../../probe/contract/batch.ts";
import { anyContribution } from "../../../helpers/contributions.ts";

const MINUTE_MS = 1_800_000_000_000;

function bucketOf(contribution: Contribution): Bucket {
  const { sent, lost, tainted, skipped, failures, servedBy, minUs, maxUs, lastAtMs, bins } =
    contribution;
  return { sent, lost, tainted, skipped, failures, servedBy, minUs, maxUs, lastAtMs, bins };
}

describe("controller/store/codec/bucket-codec", () => {
  test.prop([fc.array(anyContribution(MINUTE_MS), { maxLength: 5 })])(
    "reads back what it wrote, one behind the other",
    (contributions) => {
      const bytes = Buffer.concat(contributions.map((each) => encodeBucket(each, MINUTE_MS)));
      expect(decodeBuckets(bytes, MINUTE_MS)).toEqual(contributions.map(bucketOf));
    },
  );

  test.prop([anyContribution(MINUTE_MS), fc.nat({ max: 200 })])(
    "refuses bytes that were cut off",
    (contribution, cut) => {
      const bytes = encodeBucket(contribution, MINUTE_MS);
      const part = bytes.subarray(0, 1 + (cut % (bytes.length - 1)));
      expect(() => decodeBuckets(part, MINUTE_MS)).toThrow(StoredBytesError);
    },
  );

  it("refuses the layout of a later release", () => {
    expect(() => decodeBuckets(Buffer.from([2, 0x40, 0]), MINUTE_MS)).toThrow(/layout 1/);
  });

  it("packs thirty answers within a hundred bytes", () => {
    const steps = Array.from({ length: 18 }, (_, at) => [at === 0 ? 700 : 2, at % 3 === 0 ? 3 : 1]);
    const bytes = encodeBucket(
      {
        sent: 30,
        lost: 0,
        tainted: 0,
        skipped: 0,
        failures: {},
        servedBy: { "eu-west-1": 30 },
        minUs: 20_100,
        maxUs: 24_900,
        lastAtMs: MINUTE_MS + 58_123,
        bins: steps.flat(),
      },
      MINUTE_MS,
    );
    expect(bytes.length).toBeLessThanOrEqual(100);
  });
});
