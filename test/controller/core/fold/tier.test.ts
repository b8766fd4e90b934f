import { describe, expect, it } from "vitest";
import { ceilTo, floorTo, TIERS } from "../../../../controller/core/fold/tier.ts";

describe("controller/core/fold/tier", () => {
  it("finds the multiples around a time", () => {
    expect([floorTo(119, 60), floorTo(120, 60), ceilTo(119, 60), ceilTo(120, 60)]).toEqual([
      60, 120, 120, 120,
    ]);
  });

  it("stores whole buckets under each key, each made of whole shorter ones", () => {
    const tiers = [TIERS.minute, TIERS.fiveMinutes, TIERS.hour];
    for (const { cellMs, spanMs } of tiers) expect(spanMs % cellMs).toBe(0);
    for (const [at, { cellMs }] of tiers.entries())
      expect(cellMs % (tiers[at - 1]?.cellMs ?? 1)).toBe(0);
  });
});
