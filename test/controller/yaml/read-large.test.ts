import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readLarge } from "../../../controller/yaml/read-large.ts";

const SHAPE = z.object({ numbers: z.array(z.number()) });
const LONG = Array.from({ length: 1_100_000 }, () => 1);

describe("controller/yaml/read-large", () => {
  it("reads JSON and YAML, and tells lines where the text is not large", () => {
    expect(readLarge('{"numbers": [1]}', SHAPE)).toEqual({ ok: true, value: { numbers: [1] } });
    const yaml = readLarge("numbers: [1]", SHAPE);
    expect(yaml).toMatchObject({ ok: true, value: { numbers: [1] } });
    expect(readLarge('{"numbers":\n [1, "x"]}', SHAPE)).toMatchObject({
      ok: false,
      faults: [{ path: ["numbers", 1], line: 2, column: 6 }],
    });
  });

  it("reads JSON that is too large for YAML, and tells its faults without lines", () => {
    expect(readLarge(JSON.stringify({ numbers: LONG }), SHAPE).ok).toBe(true);
    const faulty = readLarge(JSON.stringify({ numbers: [...LONG, "x"] }), SHAPE);
    expect(faulty).toEqual({
      ok: false,
      faults: [
        {
          path: ["numbers", LONG.length],
          message: 'must be a number, not the text "x"',
          isName: false,
        },
      ],
    });
  });

  it("says what to do about a large text that is no JSON", () => {
    const read = readLarge(`${JSON.stringify({ numbers: LONG })}]`, SHAPE);
    expect(read).toMatchObject({ ok: false, faults: [{ path: [] }] });
    expect(JSON.stringify(read)).toMatch(/no JSON \(.*\); write so large a file as JSON/);
  });
});
