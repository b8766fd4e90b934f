import { describe, expect, it } from "vitest";
import { rttBetween } from "../../../../infra/lab/places/rtt-between.ts";
import { atlas } from "../small-world.ts";

const stop = (region: string | undefined, latitude: number, longitude: number, lastMileMs = 0) => ({
  region,
  latitude,
  longitude,
  lastMileMs,
});
const virginia = stop("us-east-1", 39.04, -77.49, 1);
const ireland = stop("eu-west-1", 53.35, -6.26, 1);

describe("infra/lab/places/rtt-between", () => {
  it("takes the published time between two Regions, in its direction", () => {
    expect(rttBetween(atlas, virginia, ireland)).toEqual({ rttMs: 69.6, basis: "matrix" });
    expect(rttBetween(atlas, ireland, virginia)).toEqual({ rttMs: 69.7, basis: "matrix" });
  });

  it("estimates from distance and last miles where no Region stands", () => {
    const office = stop(undefined, 53.35, -6.26 + 180 / 54, 8);
    const same = stop(undefined, 53.35, -6.26 + 180 / 54, 2);
    expect(rttBetween(atlas, office, same)).toEqual({ rttMs: 10, basis: "estimate" });
  });

  it("counts 15 ms per 1,000 km", () => {
    const onePole = stop(undefined, 90, 0);
    const equator = stop(undefined, 0, 0);
    // A quarter of the way round: 10,007.5 km.
    expect(rttBetween(atlas, onePole, equator).rttMs).toBeCloseTo(150.11, 1);
  });

  it("estimates for a Region that nobody has published times of", () => {
    const auckland = atlas.places.get("ap-southeast-6");
    expect(auckland?.city).toBe("Auckland");
    const newRegion = stop("ap-southeast-6", -36.85, 174.76, 1);
    expect(rttBetween(atlas, virginia, newRegion).basis).toBe("estimate");
  });

  it("agrees with the published times in the middle of all pairs", () => {
    const regions = [...atlas.places.values()].filter((place) => place.kind === "region");
    const ratios = regions.flatMap((from) =>
      regions.flatMap((to) => {
        const published = atlas.regionRttMs(from.code, to.code);
        const estimate = rttBetween(
          atlas,
          { ...from, region: undefined, lastMileMs: 1 },
          { ...to, region: undefined, lastMileMs: 1 },
        ).rttMs;
        return published === undefined || estimate < 45 ? [] : [published / estimate];
      }),
    );
    ratios.sort((a, b) => a - b);
    expect(ratios.length).toBeGreaterThan(700);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThan(0.85);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(1.2);
  });
});
