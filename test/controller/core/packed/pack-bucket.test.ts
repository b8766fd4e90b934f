import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { binOf, lowestOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { NAME_HEAD } from "../../../../controller/core/packed/layout.ts";
import { packMinute, packRolled } from "../../../../controller/core/packed/pack-bucket.ts";
import { anyContribution } from "../../../helpers/contributions.ts";

const sumOf = (counts: object) =>
  Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);
const MINUTE_MS = 1_800_000_000_000;
const STEPS = Array.from({ length: 18 }, (_, at) => [at === 0 ? 700 : 2, at % 3 === 0 ? 3 : 1]);
const THIRTY = {
  sent: 30,
  lost: 0,
  tainted: 0,
  skipped: 0,
  failures: {},
  servedBy: { "eu-west-1": 30 },
  minUs: 20_100,
  maxUs: 24_900,
  lastAtMs: MINUTE_MS + 58_123,
  bins: STEPS.flat(),
};

describe("controller/core/packed/pack-bucket", () => {
  it("packs thirty answers within fifty bytes", () => {
    expect(packMinute(THIRTY, MINUTE_MS).length).toBeLessThanOrEqual(50);
  });

  it("leaves out what follows: of one name its count, how many bins there are, and the first bin", () => {
    const rolled = packRolled(THIRTY, MINUTE_MS, 60);
    // Two more say that a name follows; one less how many minutes; in a row the name stands once.
    expect(packMinute({ ...THIRTY, minUs: lowestOfBin(700) }, MINUTE_MS).length).toBe(
      rolled.length - 5,
    );
  });

  test.prop([anyContribution(MINUTE_MS)])("leaves nothing out that does not follow", (each) => {
    const bytes = packMinute(each, MINUTE_MS);
    const [name, second] = Object.entries(each.servedBy);
    const isNamed = bytes[1] === NAME_HEAD;
    const follows = (name?.[1] ?? 0) === each.sent - each.lost - sumOf(each.failures);
    expect(isNamed).toBe(
      each.bins[0] === binOf(each.minUs ?? 0) &&
        second === undefined &&
        (name === undefined || follows),
    );
  });

  it("refuses counts that are none", () => {
    expect(() => packMinute({ ...THIRTY, lost: 1.5 }, MINUTE_MS)).toThrow(RangeError);
  });
});
