import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { spreadTargets } from "../../../probe/schedule/spread.ts";

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("probe/schedule/spread", () => {
  test.prop([fc.integer({ min: 1, max: 60 }), fc.nat(1_000), fc.array(unit, { minLength: 60 })])(
    "tries every target once, within the spread",
    (targets, spreadMs, numbers) => {
      let at = 0;
      const plan = spreadTargets(targets, spreadMs, () => numbers[at++ % numbers.length] ?? 0);
      const seen = plan.map(({ target }) => target).sort((left, right) => left - right);
      expect(seen).toEqual(Array.from({ length: targets }, (_, index) => index));
      for (const { offsetMs } of plan) {
        expect(offsetMs).toBeGreaterThanOrEqual(0);
        expect(offsetMs).toBeLessThanOrEqual(spreadMs);
      }
    },
  );

  it("lets every target go first about equally often", () => {
    const first = [0, 0, 0];
    for (let round = 0; round < 3_000; round += 1) {
      const target = spreadTargets(3, 100, Math.random)[0]?.target ?? -1;
      first[target] = (first[target] ?? 0) + 1;
    }
    for (const count of first) expect(count).toBeGreaterThan(800);
  });
});
