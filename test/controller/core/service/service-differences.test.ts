import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { serviceDifferences } from "../../../../controller/core/service/service-differences.ts";
import { SAMPLE_FILE } from "./sample-service-file.ts";

const FIRST = { id: "a", label: "A", url: "https://a.example/" };
const SECOND = { id: "b", label: "B", url: "https://b.example/" };

describe("controller/core/service/service-differences", () => {
  it.each<[string, object, object, object[]]>([
    ["nothing", { label: "Shop" }, { label: "Shop" }, []],
    ["the order of fields", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, []],
    [
      "a value",
      { objectives: { rtoS: 60 } },
      { objectives: { rtoS: 30 } },
      [{ path: "objectives.rtoS", before: 60, after: 30 }],
    ],
    [
      "a field more and one less",
      { objectives: { rtoS: 60 } },
      { objectives: { rpoS: 5 } },
      [
        { path: "objectives.rtoS", before: 60, after: undefined },
        { path: "objectives.rpoS", before: undefined, after: 5 },
      ],
    ],
    [
      "a field of a member, wherever it stands",
      { endpoints: [FIRST, SECOND] },
      { endpoints: [FIRST, { ...SECOND, label: "Bee" }] },
      [{ path: "endpoints[b].label", before: "B", after: "Bee" }],
    ],
    [
      "a member more, which moves no other",
      { endpoints: [SECOND] },
      { endpoints: [FIRST, SECOND] },
      [{ path: "endpoints[a]", before: undefined, after: FIRST }],
    ],
    [
      "the order of members",
      { endpoints: [FIRST, SECOND] },
      { endpoints: [SECOND, FIRST] },
      [{ path: "endpoints in order", before: ["a", "b"], after: ["b", "a"] }],
    ],
    [
      "a list without ids, as a whole",
      { allowedPlaces: ["x"] },
      { allowedPlaces: ["x", "y"] },
      [{ path: "allowedPlaces", before: ["x"], after: ["x", "y"] }],
    ],
  ])("tells %s", (_, before, after, found) => {
    expect(serviceDifferences(before, after)).toEqual(found);
  });

  it("finds none between a file and itself", () => {
    expect(serviceDifferences(SAMPLE_FILE, structuredClone(SAMPLE_FILE))).toEqual([]);
  });

  test.prop([fc.object(), fc.object()])(
    "finds none exactly where both say the same",
    (before, after) => {
      expect(serviceDifferences(before, before)).toEqual([]);
      const found = serviceDifferences(before, after);
      const back = serviceDifferences(after, before);
      expect(found.length).toBe(back.length);
    },
  );
});
