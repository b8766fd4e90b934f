import { describe, expect, it } from "vitest";
import { BATCH_RATE, batchRates } from "../../../controller/ingest/batch-rate.ts";

describe("controller/ingest/batch-rate", () => {
  it("lets a burst through, then the sustained rate", () => {
    const rates = batchRates({ perSecond: 2, burst: 5 });
    const taken = Array.from({ length: 6 }, () => rates.take("a", 1_000));
    expect(taken.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(taken[5]).toBe(2_500);
    expect(rates.take("a", 1_500)).toBe(0);
    expect(rates.take("a", 1_500)).toBeGreaterThan(0);
  });

  it("keeps one probe's flood from the others", () => {
    const rates = batchRates({ perSecond: 1, burst: 1 });
    expect(rates.take("a", 0)).toBe(0);
    expect(rates.take("a", 0)).toBeGreaterThan(0);
    expect(rates.take("b", 0)).toBe(0);
  });

  it("never notices a probe that closes a batch every 5 s", () => {
    const rates = batchRates(BATCH_RATE);
    for (let at = 0; at < 2_000; at += 1) expect(rates.take("a", at * 5_000)).toBe(0);
  });

  it("lets the spool of 24 hours drain within half an hour, while new batches come", () => {
    const rates = batchRates(BATCH_RATE);
    let left = (24 * 3_600) / 5;
    let nowMs = 0;
    for (let sent = 0; left > 0; sent += 1) {
      const waitMs = rates.take("a", nowMs);
      // As the probe does: whole seconds of Retry-After, then on.
      if (waitMs > 0) nowMs += Math.ceil(waitMs / 1_000) * 1_000;
      else left -= 1;
      if (sent % 50 === 0) left += 0.2;
      nowMs += 1;
    }
    expect(nowMs).toBeLessThan(31 * 60_000);
  });

  it("survives a clock that is set back", () => {
    const rates = batchRates({ perSecond: 1, burst: 2 });
    expect([rates.take("a", 10_000), rates.take("a", 0)]).toEqual([0, 0]);
    expect(rates.take("a", 0)).toBeGreaterThan(0);
    expect(rates.take("a", 1_000)).toBe(0);
  });
});
