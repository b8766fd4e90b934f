import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { StoredBytesError } from "../../../../controller/core/packed/byte-reader.ts";
import { packMinute, packRolled } from "../../../../controller/core/packed/pack-bucket.ts";
import { accumulator } from "../../../../controller/core/summary/accumulator.ts";
import { EMPTY_BUCKET, mergeBuckets } from "../../../../controller/core/summary/bucket.ts";
import { answers, anyContribution, joinParts } from "../../../helpers/contributions.ts";

const MINUTE_MS = 1_800_000_000_000;
const sum = accumulator();
const anyContributions = fc.array(anyContribution(MINUTE_MS), { maxLength: 8 });

describe("controller/core/summary/accumulator", () => {
  test.prop([fc.array(anyContributions, { maxLength: 3 })])(
    "makes the sum that merging the same buckets makes, time after time",
    (lists) => {
      for (const contributions of lists) {
        const parts = contributions.map((each) => packMinute(each, MINUTE_MS));
        for (const bytes of [Buffer.concat(parts), joinParts(parts)]) {
          const minutes = sum.addPacked(bytes, 0, bytes.length, MINUTE_MS);
          expect(minutes).toBe(contributions.length === 0 ? 0 : 1);
          expect(sum.parts).toBe(contributions.length);
          expect(sum.take()).toEqual(mergeBuckets(contributions));
        }
      }
    },
  );

  test.prop([anyContributions, anyContribution(MINUTE_MS), fc.integer({ min: 1, max: 60 })])(
    "adds what was rolled up as well, and knows its minutes",
    (contributions, other, minutes) => {
      const whole = mergeBuckets(contributions);
      const rolled = packRolled(whole, MINUTE_MS, minutes);
      const minute = packMinute(other, MINUTE_MS);
      const bytes = Buffer.concat([Buffer.from("before"), rolled, minute]);
      const from = "before".length;
      expect(sum.addPacked(bytes, from, from + rolled.length, MINUTE_MS)).toBe(minutes);
      sum.addPacked(bytes, from + rolled.length, bytes.length, MINUTE_MS);
      const { lastAtMs, ...counts } = sum.take();
      const expected = mergeBuckets([whole, other]);
      expect(counts).toEqual({ ...expected, lastAtMs: undefined });
      expect(lastAtMs).toBe(Math.max(whole.lastAtMs ?? MINUTE_MS, other.lastAtMs));
    },
  );

  test.prop([anyContribution(MINUTE_MS), fc.nat({ max: 200 })])(
    "refuses bytes that were cut off",
    (contribution, cut) => {
      const bytes = packMinute(contribution, MINUTE_MS);
      const to = 1 + (cut % (bytes.length - 1));
      expect(() => accumulator().addPacked(bytes, 0, to, MINUTE_MS)).toThrow(StoredBytesError);
    },
  );

  it("takes a part without a name for one of the name that the minute begins with", () => {
    const of = (endpoint: string, n: number) =>
      packMinute({ ...answers(MINUTE_MS, 500, n), servedBy: { [endpoint]: n } }, MINUTE_MS);
    const [one, other, again] = [of("a", 1), of("b", 2), of("a", 4)];
    const nameless = again.subarray(1 + (again[0] ?? 0));
    const lost = { ...answers(MINUTE_MS, 500, 0), sent: 3, lost: 3, servedBy: {}, bins: [] };
    const between = packMinute({ ...lost, minUs: null, maxUs: null }, MINUTE_MS);
    const bytes = Buffer.concat([one, nameless, other, nameless, between, nameless]);
    expect(joinParts([one, again, other, again, between, again])).toEqual(bytes);
    expect(sum.addPacked(bytes, 0, bytes.length, MINUTE_MS)).toBe(1);
    expect(sum.parts).toBe(6);
    expect(sum.take()).toMatchObject({ sent: 18, lost: 3, servedBy: { a: 13, b: 2 } });
  });

  it("refuses a part whose name is not there, and a name without a part", () => {
    const bytes = packMinute(answers(MINUTE_MS, 500, 2), MINUTE_MS);
    const name = 1 + (bytes[0] ?? 0);
    const add = (from: number, to: number) => accumulator().addPacked(bytes, from, to, MINUTE_MS);
    expect(() => add(name, bytes.length)).toThrow("a name that is not there");
    expect(() => add(0, name)).toThrow("no part follows the name eu-west-1");
  });

  it("refuses the layout of a later release, and bins that there are not", () => {
    const add = (...bytes: number[]) =>
      accumulator().addPacked(Buffer.from(bytes), 0, bytes.length, MINUTE_MS);
    expect(() => add(2, 0xc0, 0)).toThrow(/head 192/);
    expect(() => add(2, 0xe1, 0)).toThrow(/head 225/);
    expect(() => add(8, 0x41, 0, 0, 0, 1, 0xf1, 0xff, 0x7f)).toThrow(/no bin 16398/);
    expect(() => add(5, 0x50, 0, 1, 77, 1)).toThrow(/code 77/);
  });

  it("reads the minutes of a store of version 1", () => {
    // Head 0x2b: served by, skipped, lost, values; then 30 s, lost 2, skipped 3, one endpoint, values.
    const body = [0x2b, 0xe0, 0xd4, 0x03, 2, 3, 1, 1, 0x61, 5, 0x64, 0x0a, 2, 0xbc, 0x05, 4, 2, 1];
    const bytes = Buffer.from([body.length, ...body]);
    expect(sum.addPacked(bytes, 0, bytes.length, MINUTE_MS)).toBe(1);
    expect(sum.take()).toEqual({
      sent: 7,
      lost: 2,
      tainted: 0,
      skipped: 3,
      failures: {},
      servedBy: { a: 5 },
      minUs: 100,
      maxUs: 110,
      lastAtMs: MINUTE_MS + 30_000,
      bins: [700, 4, 2, 1],
    });
  });

  it("counts exactly beyond 32 bits, and answers the empty bucket for nothing", () => {
    const part = { ...answers(MINUTE_MS, 500, 1), bins: [500, 2 ** 33], servedBy: { a: 2 ** 33 } };
    const bytes = packMinute(part, MINUTE_MS);
    for (let times = 0; times < 3; times += 1) sum.addPacked(bytes, 0, bytes.length, MINUTE_MS);
    expect(sum.take()).toMatchObject({ sent: 3 * 2 ** 33, bins: [500, 3 * 2 ** 33] });
    expect(sum.take()).toEqual(EMPTY_BUCKET);
  });
});
