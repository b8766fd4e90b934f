import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { quantile } from "../../../../controller/core/histogram/quantile.ts";
import { joinDays } from "../../../../controller/core/history/join-days.ts";
import {
  packDay,
  type ServiceDay,
  unpackDay,
} from "../../../../controller/core/history/pack-days.ts";
import { pathDay } from "../../../../controller/core/history/path-day.ts";
import { measuredBucket } from "../advise/measured-bucket.ts";

const DAY = 19_675;
const DAY_MS = 86_400_000;
const FIVE_MINUTES_MS = 300_000;

const medians = fc
  .uniqueArray(fc.integer({ min: 0, max: 287 }), { maxLength: 288 })
  .chain((slots) =>
    fc.tuple(
      ...[...slots]
        .sort((a, b) => a - b)
        .map((slot) =>
          fc.tuple(
            fc.constant(DAY * DAY_MS + slot * FIVE_MINUTES_MS),
            fc.integer({ min: 0, max: 60_000_000 }),
            fc.integer({ min: 1, max: 100_000 }),
          ),
        ),
    ),
  );
const bins = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5_000 })), {
    maxLength: 60,
  })
  .map((pairs) => pairs.flat());
const days: fc.Arbitrary<ServiceDay> = fc
  .array(
    fc.record({
      vantage: fc.constantFrom("us-east-1", "eu-west-1"),
      entry: fc.constantFrom("direct" as const, "dns" as const, "accelerator" as const),
      endpoint: fc.constantFrom("one", "other", null),
      medians,
      bins,
      sent: fc.nat(),
      bad: fc.nat(),
      servedBy: fc.dictionary(fc.constantFrom("one", "other"), fc.integer({ min: 1, max: 9_999 }), {
        noNullPrototype: true,
      }),
    }),
    { maxLength: 5 },
  )
  .chain((paths) =>
    fc.record({
      day: fc.constant(DAY),
      stepMs: fc.constantFrom(FIVE_MINUTES_MS, 3_600_000),
      paths: fc.constant(paths),
    }),
  );

describe("controller/core/history/pack-days", () => {
  test.prop([days])("unpacks what was packed", (day) => {
    expect(unpackDay(packDay(day))).toEqual(day);
  });

  it("knows nothing of another layout, and refuses what was cut off", () => {
    const bytes = packDay({ day: DAY, stepMs: FIVE_MINUTES_MS, paths: [] });
    expect(unpackDay(Uint8Array.of(2, ...bytes.subarray(1)))).toBeNull();
    expect(() => unpackDay(bytes.subarray(0, 2))).toThrow("end early");
  });
});

describe("controller/core/history/path-day", () => {
  const path = { vantage: "a", entry: "dns" as const, endpoint: null };
  const step = (slot: number, bucket: ReturnType<typeof measuredBucket>) => ({
    atMs: DAY * DAY_MS + slot * FIVE_MINUTES_MS,
    firstMs: DAY * DAY_MS + slot * FIVE_MINUTES_MS,
    minutes: 5,
    bucket,
  });

  it("has the median of each five minutes and all values of the day", () => {
    const buckets = [
      measuredBucket({ medianMs: 50, n: 30, servedBy: { us: 30 } }),
      measuredBucket({ medianMs: 80, n: 41, servedBy: { eu: 41 } }),
    ];
    const made = pathDay(
      path,
      buckets.map((bucket, at) => step(12 * at, bucket)),
    );
    expect(made.medians).toEqual(
      buckets.map(({ bins: own }, at) => [
        DAY * DAY_MS + 12 * at * FIVE_MINUTES_MS,
        quantile(own, 0.5)?.us,
        [30, 41][at],
      ]),
    );
    expect(made).toMatchObject({ sent: 71, bad: 0, servedBy: { us: 30, eu: 41 } });
  });

  it("has no median where nothing was answered, and counts what was lost and failed", () => {
    const silent = {
      ...measuredBucket({ medianMs: 50, n: 6 }),
      bins: [],
      sent: 9,
      lost: 4,
      failures: { reset: 5 },
    };
    expect(pathDay(path, [step(0, silent)])).toMatchObject({ medians: [], sent: 9, bad: 9 });
  });
});

describe("controller/core/history/join-days", () => {
  it("puts the days of each path one behind the other", () => {
    const of = (day: number, vantage: string) => ({
      vantage,
      entry: "dns" as const,
      endpoint: null,
      medians: [[day * DAY_MS, 10, 6] as [number, number, number]],
      bins: [],
      sent: 6,
      bad: 0,
      servedBy: {},
    });
    const stepMs = FIVE_MINUTES_MS;
    const histories = joinDays([
      { day: 1, stepMs, paths: [of(1, "b"), of(1, "a")] },
      { day: 2, stepMs, paths: [of(2, "b")] },
    ]);
    expect(histories.map(({ vantage }) => vantage)).toEqual(["a", "b"]);
    expect(histories[1]?.medians.map(([atMs]) => atMs / DAY_MS)).toEqual([1, 2]);
    expect(histories[1]?.days.map(({ day }) => day)).toEqual([1, 2]);
  });
});
