import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { decimalText, toDecimal } from "../../../../controller/core/cost/decimal.ts";
import { dominantVolumes } from "../../../../controller/core/cost/dominant-volume.ts";

const gigabytes = fc.integer({ min: 0, max: 5_000 }).map((hundredths) => hundredths / 100);
const hour = fc.record({ inGb: gigabytes, outGb: gigabytes });
const all = new Set(["us", "de"]);

function billed(volumes: ReturnType<typeof dominantVolumes>): Record<string, string> {
  return Object.fromEntries([...volumes].map(([group, gb]) => [group, decimalText(gb)]));
}

const total = (volumes: ReturnType<typeof dominantVolumes>): bigint =>
  [...volumes.values()].reduce((sum, gb) => sum + gb, 0n);

describe("controller/core/cost/dominant-volume", () => {
  it("judges every hour for itself: 3,285 GB, not the month's 2,190", () => {
    const periods = [
      { times: 365, volumes: [{ group: "us", inGb: 5, outGb: 1 }] },
      { times: 365, volumes: [{ group: "us", inGb: 1, outGb: 4 }] },
    ];
    expect(billed(dominantVolumes(periods, all))).toEqual({ us: "3285" });
  });

  it("judges the accelerator as a whole, not each group", () => {
    const volumes = [
      { group: "us", inGb: 5, outGb: 1 },
      { group: "de", inGb: 1, outGb: 3 },
    ];
    expect(billed(dominantVolumes([{ times: 1, volumes }], all))).toEqual({ us: "5", de: "1" });
  });

  it("looks only at groups that go by the accelerator", () => {
    const volumes = [
      { group: "us", inGb: 5, outGb: 1 },
      { group: "de", inGb: 1, outGb: 3 },
    ];
    const periods = [{ times: 1, volumes }];
    expect(billed(dominantVolumes(periods, new Set(["de"])))).toEqual({ de: "3" });
    expect(dominantVolumes(periods, new Set())).toEqual(new Map());
  });

  test.prop([fc.array(fc.tuple(hour, hour), { maxLength: 48 })])(
    "bills at least the month's larger direction, and no more than both",
    (hours) => {
      const periods = hours.map(([us, de]) => ({
        times: 1,
        volumes: [
          { group: "us", ...us },
          { group: "de", ...de },
        ],
      }));
      const sumOf = (direction: "inGb" | "outGb"): bigint =>
        hours.flat().reduce((sum, volume) => sum + toDecimal(volume[direction]), 0n);
      const [inGb, outGb] = [sumOf("inGb"), sumOf("outGb")];
      const gb = total(dominantVolumes(periods, all));
      expect(gb >= (inGb > outGb ? inGb : outGb)).toBe(true);
      expect(gb <= inGb + outGb).toBe(true);
    },
  );
});
