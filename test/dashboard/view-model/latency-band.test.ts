import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { BAND_COUNT, bandLabel, bandOf } from "../../../dashboard/view-model/latency-band.ts";

describe("dashboard/view-model/latency-band", () => {
  it("has the same edges everywhere", () => {
    expect(Array.from({ length: BAND_COUNT }, (_, band) => bandLabel(band))).toEqual([
      "0–5",
      "5–20",
      "20–50",
      "50–100",
      "100–150",
      "150–250",
      "≥ 250",
    ]);
  });

  it.each([
    [4_999, 0],
    [5_000, 1],
    [249_999, 5],
    [250_000, 6],
  ])("puts %i us into band %i", (value, band) => {
    expect(bandOf(value)).toBe(band);
  });

  test.prop([fc.nat(60_000_000), fc.nat(60_000_000)])("never falls with latency", (one, other) => {
    expect(bandOf(Math.max(one, other))).toBeGreaterThanOrEqual(bandOf(Math.min(one, other)));
  });
});
