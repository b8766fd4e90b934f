import { describe, expect, it } from "vitest";
import type { Segment } from "../../../controller/core/fold/plan-read.ts";
import { accumulator } from "../../../controller/core/summary/accumulator.ts";
import { sumSteps } from "../../../controller/core/summary/sum-steps.ts";
import { hourSums, rolledHours } from "../../../controller/store/hour-sums.ts";
import { answers } from "../../helpers/contributions.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;
const OF = { hours: "0:1-5", mark: "first" };
const step = (n: number) => ({
  atMs: START_MS,
  firstMs: START_MS,
  minutes: 40,
  bucket: answers(START_MS, 500, n),
});
const hour = (fromCell: number): Segment => ({
  tier: "hour",
  spanStartMs: 0,
  fromCell,
  toCell: fromCell + 2,
});

describe("controller/store/hour-sums", () => {
  it("gives a sum back as it was, and that there was none", () => {
    const kept = hourSums();
    expect(kept.get("a", OF)).toBeUndefined();
    kept.set("a", OF, step(7));
    kept.set("b", OF, undefined);
    const again = (name: string) => {
      const run = kept.get(name, OF);
      return run === undefined ? null : sumSteps([run], null, accumulator());
    };
    expect(again("a")).toMatchObject([{ firstMs: START_MS, minutes: 40, bucket: { sent: 7 } }]);
    expect(again("b")).toEqual([]);
  });

  it("gives nothing back under another mark, for other hours or another series", () => {
    const kept = hourSums();
    kept.set("a", OF, step(7));
    expect(kept.get("a", { ...OF, mark: "second" })).toBeUndefined();
    expect(kept.get("a", { ...OF, hours: "0:1-6" })).toBeUndefined();
    expect(kept.get("b", OF)).toBeUndefined();
  });

  it("forgets what was kept longest ago", () => {
    const kept = hourSums(2);
    for (const name of ["a", "b", "a", "c"]) kept.set(name, OF, step(1));
    expect(["a", "b", "c"].map((name) => kept.get(name, OF) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("names the hours of a plan, and none without hours or without a mark", () => {
    const minute: Segment = { tier: "minute", spanStartMs: 0, fromCell: 0, toCell: 3 };
    expect(rolledHours([minute, hour(1)], "m")).toEqual({ hours: "0:1-3", mark: "m" });
    expect(rolledHours([hour(1)], "m")).not.toEqual(rolledHours([hour(2)], "m"));
    expect(rolledHours([minute], "m")).toBeNull();
    expect(rolledHours([hour(1)], undefined)).toBeNull();
  });
});
