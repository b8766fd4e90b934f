import { describe, expect, it } from "vitest";
import { SeriesAnswer, SeriesQuery } from "../../../controller/contract/series.ts";
import { loadSeries } from "../../../controller/query/load-series.ts";
import { RETENTION_MS, type StoredMinute } from "../../../controller/store/series-buckets.ts";
import { answers } from "../../helpers/contributions.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = 500_000 * HOUR_MS + 30 * 60_000 + 5;
const KEY = "eu-west-1/shop/dns/*/echo_rtt";

function ask(query: object, minutes: readonly StoredMinute[] = []) {
  const windows: [number, number][] = [];
  const buckets = {
    read: (series: readonly string[], fromMs: number, toMs: number) => {
      expect(series).toEqual([KEY]);
      windows.push([fromMs, toMs]);
      return Promise.resolve(new Map([[KEY, [...minutes]]]));
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
    const minute = (number: number, n: number): StoredMinute => {
      const minuteMs = NOW_MS - 5 - number * 60_000;
      return { minuteMs, parts: [answers(minuteMs, 500, n), answers(minuteMs, 600, 1)] };
    };
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
    expect(windows).toEqual([[NOW_MS - 5 - HOUR_MS, NOW_MS]]);
  });

  it("looks neither beyond the retention nor into the future", async () => {
    const { windows } = await ask({ fromMs: 1, toMs: Number.MAX_SAFE_INTEGER });
    const [[fromMs, toMs] = [0, 0]] = windows;
    expect(fromMs).toBeGreaterThan(NOW_MS - RETENTION_MS - 60_000);
    expect(toMs).toBe(NOW_MS + 300_000);
  });
});
