import { describe, expect, it } from "vitest";
import { isTrouble, troubleOf } from "../../../dashboard/view-model/trouble.ts";

const away = { code: "store_unavailable", message: "Redis cannot be used.", mend: "Start it." };
const full = { code: "store_full" as const, sentence: "Redis is full.", mend: "Raise maxmemory." };

describe("dashboard/view-model/trouble", () => {
  it("tells the controller's trouble from every other refusal", () => {
    expect(isTrouble(away)).toBe(true);
    for (const code of ["no_estate", "unauthorized", "internal", "constructor"]) {
      expect(isTrouble({ ...away, code })).toBe(false);
    }
    expect(isTrouble(null)).toBe(false);
  });

  it("takes the newest word: a refusal before the last answer", () => {
    expect(troubleOf({ trouble: full }, away)).toEqual({
      sentence: "Redis cannot be used.",
      mend: "Start it.",
    });
    expect(troubleOf({ trouble: full }, null)).toBe(full);
    expect(troubleOf({ trouble: full }, { ...away, code: "internal" })).toBe(full);
  });

  it("is silent while all is well, also with a controller that knows no trouble", () => {
    expect(troubleOf({ trouble: null }, null)).toBeNull();
    expect(troubleOf({}, null)).toBeNull();
    expect(troubleOf(undefined, null)).toBeNull();
  });
});
