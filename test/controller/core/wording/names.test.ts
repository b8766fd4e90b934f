import { describe, expect, it } from "vitest";
import { entryName, namesText } from "../../../../controller/core/wording/names.ts";

describe("controller/core/wording/names", () => {
  it("lists a few names and counts the rest", () => {
    expect(namesText([])).toBe("");
    expect(namesText(["a"])).toBe("a");
    expect(namesText(["a", "b"])).toBe("a and b");
    expect(namesText(["a", "b", "c", "d"])).toBe("a, b, c and d");
    expect(namesText(["a", "b", "c", "d", "e", "f"])).toBe("a, b, c and 3 more");
  });

  it("calls ways in by the names that AWS gives them", () => {
    expect(entryName("dns")).toBe("Route 53");
    expect(entryName("accelerator")).toBe("Global Accelerator");
  });
});
