import { describe, expect, it } from "vitest";
import { SeriesAnswer, SeriesQuery } from "../../../controller/contract/series.ts";
import type { ReadWindow } from "../../../controller/core/fold/plan-read.ts";
import { loadSeries } from "../../../controller/query/load-series.ts";
import { answers } from "../../helpers/contributions.ts";
import { memorySums } from "../../helpers/memory-buckets.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = 500_000 * HOUR_MS + 30 * 60_000 + 5;
const KEY = "eu-west-1/shop/dns/*/echo_rtt";

function ask(query: object, minutes: readonly { minuteMs: number; n: number }[] = []) {
  const windows: ReadWindow[] = [];
  const kept = minutes.flatMap(({ minuteMs, n }) =>
    [answers(minuteMs, 500, n), answers(minuteMs, 600, 1)].map((bucket) => ({
      series: KEY,
      minuteMs,
      bucket,
    })),
  );
  const buckets = {
    sums: (series: readonly string[], window: ReadWindow) => {
      expect(series).toEqual([KEY]);
      windows.push(window);
      return memorySums(kept)(series, window, NOW_MS);
    },
  };
  const parsed = SeriesQuery.parse({
    vantage: "eu-west-1",
    service: "shop",
    entry: "dns",
    metric: "echo_rtt",
    ...query,
  });
  return loadSeries(buckets, parsed, NOW_MS).then((answer) => ({ answer, windows }));
}

describe("controller/query/load-series", () => {
  it("merges the minutes of each step and leaves empty steps out", async () => {
    const minute = (number: number, n: number) => ({ minuteMs: NOW_MS - 5 - number * 60_000, n });
    const { answer } = await ask({ stepMs: 300_000 }, [minute(24, 3), minute(22, 4), minute(1, 5)]);
    expect(SeriesAnswer.parse(answer)).toEqual(answer);
    expect(
      answer.points.map(({ atMs, summary }) => [(NOW_MS - 5 - atMs) / 60_000, summary.n]),
    ).toEqual([
      [25, 9],
      [5, 6],
    ]);
    expect(answer.whole.n).toBe(15);
    expect(answer.series.endpoint).toBeNull();
  });

  it("shows the hour until now when nothing else is asked for", async () => {
    const { windows } = await ask({});
    expect(windows).toEqual([{ fromMs: NOW_MS - 5 - HOUR_MS, toMs: NOW_MS, stepMs: 60_000 }]);
  });

  it("does not look into the future", async () => {
    const fromMs = NOW_MS - 5 - HOUR_MS;
    const { windows } = await ask({ fromMs, toMs: Number.MAX_SAFE_INTEGER });
    expect(windows).toEqual([{ fromMs, toMs: NOW_MS + 300_000, stepMs: 60_000 }]);
  });

  it("refuses more points than an answer may have, naming the step that would do", async () => {
    await expect(ask({ fromMs: NOW_MS - 400 * HOUR_MS })).rejects.toMatchObject({
      name: "TooManyStepsError",
      leastStepMs: 180_000,
    });
  });

  it("tells the longer steps of a window of which only long buckets are left", async () => {
    const parsed = SeriesQuery.parse({
      ...{ vantage: "eu-west-1", service: "shop", entry: "dns", metric: "echo_rtt" },
      fromMs: NOW_MS - 40 * 24 * HOUR_MS,
    });
    const window = { fromMs: NOW_MS - 5, toMs: NOW_MS, stepMs: HOUR_MS };
    const sums = () =>
      Promise.resolve({ window, resolutionMs: HOUR_MS, bySeries: new Map([[KEY, []]]) });
    const { fromMs, stepMs, points, whole } = await loadSeries({ sums }, parsed, NOW_MS);
    expect({ fromMs, stepMs, points }).toEqual({
      fromMs: NOW_MS - 5,
      stepMs: HOUR_MS,
      points: [],
    });
    expect(whole.n).toBe(0);
  });
});
