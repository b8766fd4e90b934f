import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { tooltipPlace } from "../../../dashboard/view-model/tooltip-place.ts";

const window = { width: 1_440, height: 900 };
const box = { left: 0, top: 0, width: 320, height: 240 };

describe("dashboard/view-model/tooltip-place", () => {
  it("stands below its cell, and above where there is no room", () => {
    const cell = { left: 200, top: 300, width: 80, height: 36 };
    expect(tooltipPlace(cell, box, window)).toEqual({ left: 200, top: 344 });
    expect(tooltipPlace({ ...cell, top: 800 }, box, window)).toEqual({ left: 200, top: 552 });
  });

  test.prop([fc.integer({ min: -50, max: 1_500 }), fc.integer({ min: -50, max: 950 })])(
    "never leaves the window",
    (left, top) => {
      const place = tooltipPlace({ left, top, width: 80, height: 36 }, box, window);
      expect(place.left).toBeGreaterThanOrEqual(0);
      expect(place.left + box.width).toBeLessThanOrEqual(window.width);
      expect(place.top).toBeGreaterThanOrEqual(0);
      expect(place.top + box.height).toBeLessThanOrEqual(window.height);
    },
  );
});
