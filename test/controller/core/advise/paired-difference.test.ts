import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { differenceVerdict } from "../../../../controller/core/advise/entry-difference.ts";
import { pairedDifference } from "../../../../controller/core/advise/paired-difference.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { measuredBucket } from "./measured-bucket.ts";

function pair(vantage: string, dnsMs: number, acceleratorMs: number, n = 400): PathEvidence[] {
  const path = (entry: "dns" | "accelerator", medianMs: number) => ({
    vantage,
    entry,
    endpoint: null,
    bucket: measuredBucket({ medianMs, spreadMs: 1, n }),
  });
  return [path("dns", dnsMs), path("accelerator", acceleratorMs)];
}

describe("controller/core/advise/paired-difference", () => {
  it("tells a group whose users are half near and half far", () => {
    // The median of all four lies between 20 and 60 ms by either way in, and says nothing.
    const paths = [
      ...pair("a", 10, 10.5),
      ...pair("b", 20, 19),
      ...pair("c", 60, 51),
      ...pair("d", 66, 56),
    ];
    const paired = pairedDifference(["a", "b", "c", "d"], paths);
    expect(paired?.vantages).toBe(4);
    expect(paired?.difference.us).toBeGreaterThan(-5_500);
    expect(paired?.difference.us).toBeLessThan(-4_000);
    expect(paired?.difference.highUs).toBeLessThan(0);
  });

  it("leaves out vantages that have only one of the two", () => {
    const paths = [...pair("a", 100, 50), ...pair("b", 100, 50).slice(0, 1), ...pair("c", 9, 9, 5)];
    expect(pairedDifference(["a", "b", "c"], paths)?.vantages).toBe(1);
    expect(pairedDifference(["b", "c", "unknown"], paths)).toBeNull();
  });

  const times = fc.array(
    fc.tuple(fc.integer({ min: 10, max: 300 }), fc.integer({ min: 10, max: 300 })),
    { minLength: 1, maxLength: 5 },
  );

  test.prop([times])("is the reverse when the ways in are swapped", (all) => {
    const names = all.map((_pair, at) => `v${at}`);
    const there = pairedDifference(
      names,
      all.flatMap(([d, a], at) => pair(`v${at}`, d, a, 30)),
    );
    const back = pairedDifference(
      names,
      all.flatMap(([d, a], at) => pair(`v${at}`, a, d, 30)),
    );
    if (there === null || back === null) throw new Error("every vantage has both");
    // Halves are rounded upwards on both sides, so a microsecond may be between them.
    expect(Math.abs(there.difference.us + back.difference.us)).toBeLessThanOrEqual(1);
    expect(Math.abs(there.difference.lowUs + back.difference.highUs)).toBeLessThanOrEqual(1);
  });

  test.prop([times])("agrees with the vantages where they all agree", (all) => {
    const better = all.filter(([d, a]) => a < d - 40);
    fc.pre(better.length > 0);
    const names = better.map((_pair, at) => `v${at}`);
    const paired = pairedDifference(
      names,
      better.flatMap(([d, a], at) => pair(`v${at}`, d, a)),
    );
    if (paired === null) throw new Error("every vantage has both");
    expect(differenceVerdict(paired.difference, paired.thresholdUs)).toBe("better");
  });
});
