import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { moveInGrid } from "../../../dashboard/view-model/grid-keys.ts";

const at = (row: number, column: number) => ({ row, column });
const KEYS = [
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
  "PageUp",
  "PageDown",
];

describe("dashboard/view-model/grid-keys", () => {
  it.each([
    ["ArrowUp", false, at(1, 2)],
    ["ArrowDown", false, at(3, 2)],
    ["ArrowLeft", false, at(2, 1)],
    ["ArrowRight", false, at(2, 3)],
    ["Home", false, at(2, 0)],
    ["End", false, at(2, 5)],
    ["Home", true, at(0, 0)],
    ["End", true, at(16, 5)],
    ["PageDown", false, at(12, 2)],
    ["PageUp", false, at(0, 2)],
  ])("moves by %s (control: %s)", (key, control, to) => {
    expect(moveInGrid(at(2, 2), key, control, 17, 6)).toEqual(to);
  });

  it("leaves other keys alone", () => {
    expect(moveInGrid(at(2, 2), "Enter", false, 17, 6)).toBeNull();
    expect(moveInGrid(at(2, 2), "a", false, 17, 6)).toBeNull();
  });

  test.prop([
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean()), { maxLength: 60 }),
  ])("never leaves the grid", (rows, columns, presses) => {
    let place = at(0, 0);
    for (const [key, control] of presses) {
      place = moveInGrid(place, key, control, rows, columns) ?? place;
      expect(place.row).toBeGreaterThanOrEqual(0);
      expect(place.row).toBeLessThan(rows);
      expect(place.column).toBeGreaterThanOrEqual(0);
      expect(place.column).toBeLessThan(columns);
    }
  });
});
