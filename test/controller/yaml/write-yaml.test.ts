import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeYaml } from "../../../controller/yaml/write-yaml.ts";

describe("controller/yaml/write-yaml", () => {
  it("puts comments above, beside and below what they are about", () => {
    const text = writeYaml(
      { id: "shop", endpoints: [{ url: "http://a/" }, { url: "http://b/" }] },
      [
        { path: [], text: "Two\nlines." },
        { path: ["endpoints"], text: "all of them" },
        { path: ["endpoints", 1], text: "the second" },
        { path: ["endpoints", 1, "url"], text: "guessed", where: "beside" },
        { path: ["endpoints", 1, "url"], text: "still", where: "above" },
        { path: ["none", 7, "such"], text: "passed over" },
        { path: ["id", "deeper"], text: "passed over", where: "beside" },
        { path: [], text: "objectives:\n  rtoS: 60", where: "end" },
      ],
    );
    expect(text).toBe(`# Two
# lines.

id: shop
# all of them
endpoints:
  - url: http://a/
  # the second
  - # still
    url: http://b/ # guessed

# objectives:
#   rtoS: 60
`);
  });

  it("keeps a long text in one line, and what looks like something else a text", () => {
    const value = { id: "012345678901", note: "word ".repeat(60).trim(), version: "1", on: "yes" };
    expect(parse(writeYaml(value))).toEqual(value);
    expect(writeYaml(value).split("\n")).toHaveLength(5);
  });

  test.prop([
    fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()),
    fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
    fc.constantFrom("above" as const, "beside" as const, "end" as const),
    fc.string(),
  ])("reads back as the same value, whatever is said about it", (value, path, where, text) => {
    const [first = "x"] = Object.keys(value);
    const comments = [
      { path: [first], text, where },
      { path, text, where },
    ];
    expect(parse(writeYaml(value, comments))).toEqual(value);
  });
});
