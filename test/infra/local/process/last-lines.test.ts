import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keepLastLines } from "../../../../infra/local/process/last-lines.ts";

const chunks = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 }));

describe("infra/local/process/last-lines", () => {
  test.prop([chunks, fc.integer({ min: 1, max: 5 })])(
    "keeps the same lines however the text was cut",
    (parts, count) => {
      const kept = keepLastLines(count);
      const seen: string[] = [];
      for (const part of parts) kept.take(part, (line) => seen.push(line));
      const whole = parts.join("").split("\n");
      const open = whole.pop() ?? "";
      expect(seen).toEqual(whole);
      expect(kept.lines()).toEqual((open === "" ? whole : [...whole, open]).slice(-count));
    },
  );

  it("does not hold an endless line in full", () => {
    const kept = keepLastLines(1);
    for (let part = 0; part < 50; part += 1) kept.take("x".repeat(1_000));
    expect(kept.lines()[0]?.length).toBe(10_000);
  });
});
