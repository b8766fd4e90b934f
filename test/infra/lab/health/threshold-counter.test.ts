import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ThresholdCounter } from "../../../../infra/lab/health/threshold-counter.ts";

/** The status after all results, found by looking back over all of them. */
function bruteForce(results: readonly boolean[], threshold: number, initial: boolean | undefined) {
  let status = initial;
  results.forEach((ok, at) => {
    const row = results.slice(at + 1 - threshold, at + 1);
    if (at + 1 >= threshold && row.every((each) => each === ok)) status = ok;
  });
  return status;
}

describe("infra/lab/health/threshold-counter", () => {
  it("turns over with the last of so many in a row, and back likewise", () => {
    const counter = new ThresholdCounter(3, true);
    const turned = [false, false, true, false, false, false, true, true, true].map((ok) =>
      counter.add(ok),
    );
    expect(turned).toEqual([false, false, false, false, false, true, false, false, true]);
    expect(counter.status).toBe(true);
  });

  it("knows nothing before the first row, where it was begun so", () => {
    const counter = new ThresholdCounter(2, undefined);
    expect(counter.add(true)).toBe(false);
    expect(counter.status).toBeUndefined();
    expect(counter.add(true)).toBe(true);
    expect(counter.status).toBe(true);
  });

  it("lets another threshold hold at once", () => {
    const counter = new ThresholdCounter(3, true);
    counter.add(false);
    counter.add(false);
    expect(counter.setThreshold(2)).toBe(true);
    expect(counter.status).toBe(false);
    expect(counter.setThreshold(1)).toBe(false);
    counter.setThreshold(2);
    expect(counter.add(true)).toBe(false);
  });

  test.prop([
    fc.array(fc.boolean(), { maxLength: 60 }),
    fc.integer({ min: 1, max: 10 }),
    fc.constantFrom(true, false, undefined),
  ])("agrees with a look back over everything", (results, threshold, initial) => {
    const counter = new ThresholdCounter(threshold, initial);
    for (const ok of results) counter.add(ok);
    expect(counter.status).toBe(bruteForce(results, threshold, initial));
  });
});
