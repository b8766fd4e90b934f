import { describe, expect, it } from "vitest";
import { modelledRttUs } from "../../../../controller/core/routing/modelled-rtt.ts";

const LISBON = { latitude: 38.72, longitude: -9.14 };
const LONDON = { latitude: 51.51, longitude: -0.13 };
const SYDNEY = { latitude: -33.87, longitude: 151.21 };

describe("controller/core/routing/modelled-rtt", () => {
  it.each([
    // 1,585 km and 18,180 km as the crow flies, at 15 µs for each.
    [LISBON, LONDON, 23_800],
    [LISBON, SYDNEY, 272_700],
  ])("takes 15 µs a kilometre from %o to %o", (one, other, us) => {
    expect(modelledRttUs(one, other)).toBeGreaterThan(0.99 * us);
    expect(modelledRttUs(one, other)).toBeLessThan(1.01 * us);
    expect(modelledRttUs(other, one)).toBe(modelledRttUs(one, other));
  });

  it("is never nothing", () => {
    expect(modelledRttUs(LISBON, LISBON)).toBe(1_000);
  });
});
