import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { OpenAttempts } from "../../../probe/measure/open-attempts.ts";

const ADDRESSES = ["192.0.2.1", "192.0.2.2", "192.0.2.1"];

describe("probe/measure/open-attempts", () => {
  it("gives lines about one address to its targets in turn, and no line too many", () => {
    const open = new OpenAttempts(ADDRESSES);
    const targets = [1, 1, 1].map((index) => open.end("192.0.2.1", index)?.target ?? null);
    expect(targets).toEqual([0, 2, null]);
    expect(open.end("192.0.2.9", 1)).toBeNull();
    expect(open.endBefore(2)).toEqual([
      { target: 0, index: 0 },
      { target: 1, index: 0 },
      { target: 2, index: 0 },
      { target: 1, index: 1 },
    ]);
    expect(open.end("192.0.2.2", 1)).toBeNull();
  });

  const line = fc.record({
    address: fc.constantFrom(...ADDRESSES),
    index: fc.integer({ min: 0, max: 9 }),
    sweep: fc.boolean(),
  });
  test.prop([fc.array(line, { maxLength: 60 })])("ends every packet exactly once", (lines) => {
    const open = new OpenAttempts(ADDRESSES);
    const ended = lines.flatMap(({ address, index, sweep }) => {
      const attempt = open.end(address, index);
      return [...(attempt === null ? [] : [attempt]), ...(sweep ? open.endBefore(index) : [])];
    });
    ended.push(...open.endBefore(10));
    const names = ended.map(({ target, index }) => `${target} ${index}`);
    expect(new Set(names).size).toBe(30);
    expect(names).toHaveLength(30);
  });
});
