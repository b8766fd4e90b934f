import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { greatCircleKm, nearest } from "../../../../infra/lab/places/great-circle.ts";

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const paris = { latitude: 48.86, longitude: 2.35 };
const newYork = { latitude: 40.71, longitude: -74.01 };

describe("infra/lab/places/great-circle", () => {
  it("knows the way from Paris to New York", () => {
    expect(greatCircleKm(paris, newYork)).toBeCloseTo(5_837, -1);
  });

  it("crosses the date line by the short side", () => {
    const west = { latitude: 0, longitude: -179.5 };
    expect(greatCircleKm({ latitude: 0, longitude: 179.5 }, west)).toBeCloseTo(111.2, 1);
  });

  it.prop([point, point])("is symmetric and at most half the way round", (a, b) => {
    expect(greatCircleKm(a, b)).toBeCloseTo(greatCircleKm(b, a), 6);
    expect(greatCircleKm(a, b)).toBeLessThanOrEqual(Math.PI * 6_371 + 1e-6);
    expect(greatCircleKm(a, a)).toBe(0);
  });

  it.prop([point, fc.array(point, { minLength: 1, maxLength: 20 })])(
    "finds nothing nearer than the nearest",
    (from, candidates) => {
      const found = nearest(from, candidates);
      const least = Math.min(...candidates.map((candidate) => greatCircleKm(from, candidate)));
      expect(found && greatCircleKm(from, found)).toBe(least);
    },
  );

  it("finds nothing among nobody", () => {
    expect(nearest(paris, [])).toBeUndefined();
  });
});
