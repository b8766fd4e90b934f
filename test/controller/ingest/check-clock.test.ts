import { describe, expect, it } from "vitest";
import { DEFAULT_KEEP } from "../../../controller/core/fold/keep.ts";
import { clockFault } from "../../../controller/ingest/check-clock.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";

const { minutesMs: KEEP_MS } = DEFAULT_KEEP;
const NOW_MS = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const fault = (minuteMs: number) =>
  clockFault(batchOf([answers(minuteMs, 500, 1)]), NOW_MS, KEEP_MS);

describe("controller/ingest/check-clock", () => {
  it("allows what clocks and queues may differ by", () => {
    expect(fault(NOW_MS)).toBeNull();
    expect(fault(NOW_MS + 5 * MINUTE_MS)).toBeNull();
    expect(fault(NOW_MS - KEEP_MS)).toBeNull();
    expect(clockFault(batchOf([]), NOW_MS, KEEP_MS)).toBeNull();
  });

  it("names the minute that is too far off, and by how much", () => {
    expect(fault(NOW_MS + 6 * MINUTE_MS)).toEqual({
      path: "contributions.0.minuteMs",
      message: "is 360 s ahead of the controller's clock",
    });
    expect(fault(NOW_MS - KEEP_MS - MINUTE_MS)?.message).toMatch(/^is 259260 s old/);
  });
});
