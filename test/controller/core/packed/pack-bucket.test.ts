import { describe, expect, it } from "vitest";
import { packMinute, packRolled } from "../../../../controller/core/packed/pack-bucket.ts";

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

  it("takes one byte to say how many minutes were added up", () => {
    const minute = packMinute(THIRTY, MINUTE_MS);
    expect(packRolled(THIRTY, MINUTE_MS, 60).length).toBe(minute.length + 1);
  });

  it("refuses counts that are none", () => {
    expect(() => packMinute({ ...THIRTY, lost: 1.5 }, MINUTE_MS)).toThrow(RangeError);
  });
});
