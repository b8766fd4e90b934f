import { describe, expect, it } from "vitest";
import { judge } from "../../../../controller/core/verdict/judge.ts";
import { drawPicture } from "../../../../controller/core/verdict/picture.ts";
import {
  isBehind,
  probeState,
  silentAfterMs,
} from "../../../../controller/core/verdict/probe-state.ts";
import type { VantageReport } from "../../../../controller/core/verdict/status-input.ts";
import { NOW_MS, SHOP, scene } from "./status-scene.ts";

const report = (newestBatchAtMs: number | null): VantageReport => ({
  vantage: { id: "a", kind: "region", label: "A", latitude: 0, longitude: 0 },
  newestBatchAtMs,
  version: null,
});

describe("controller/core/verdict/probe-state", () => {
  it("waits three rounds or reports, and at least half a minute", () => {
    const cadence = { ...SHOP.cadence, connectionIntervalMs: 60_000 };
    expect(silentAfterMs([SHOP], 5_000)).toBe(30_000);
    expect(silentAfterMs([{ ...SHOP, cadence }], 5_000)).toBe(180_000);
    expect(silentAfterMs([SHOP], 300_000)).toBe(900_000);
    const pinged = { ...SHOP.cadence, icmpIntervalMs: 40_000 };
    expect(silentAfterMs([{ ...SHOP, cadence: pinged }], 5_000)).toBe(120_000);
  });

  it("is new until the first batch and silent after the last", () => {
    expect(probeState(report(null), NOW_MS, 30_000)).toBe("new");
    expect(probeState(report(NOW_MS - 30_000), NOW_MS, 30_000)).toBe("measuring");
    expect(probeState(report(NOW_MS - 30_001), NOW_MS, 30_000)).toBe("silent");
    expect(probeState(report(NOW_MS + 5_000), NOW_MS, 30_000)).toBe("measuring");
  });

  it("takes a probe for behind only while it measures and says so", () => {
    expect(isBehind({ probe: "measuring", runRatio: 0.949 })).toBe(true);
    expect(isBehind({ probe: "measuring", runRatio: 0.95 })).toBe(false);
    expect(isBehind({ probe: "measuring" })).toBe(false);
    expect(isBehind({ probe: "silent", runRatio: 0.2 })).toBe(false);
  });
});

describe("controller/core/verdict/judge", () => {
  const FIVE = ["a", "b", "c", "d", "e"];

  it("tells an outage even when most probes are silent", () => {
    const heardMs = { c: 300_000, d: 300_000, e: 300_000 };
    const troubles = { "[ab]/shop/": { lost: 90 } };
    expect(judge(drawPicture(scene({ vantages: FIVE, troubles, heardMs })))).toBe("outage");
  });

  it("does not hold what silent probes measured last against the present", () => {
    const input = scene({
      vantages: FIVE,
      troubles: { "a/shop/": { lost: 90 } },
      heardMs: { a: 300_000 },
    });
    expect(judge(drawPicture(input))).toBe("healthy");
  });

  it("calls probes that send nothing but old measurements out of date", () => {
    const input = scene({ vantages: FIVE });
    const series = input.series.map(({ series, summary }) => ({
      series,
      summary: { ...summary, newestAtMs: NOW_MS - 120_000 },
    }));
    expect(judge(drawPicture({ ...input, series }))).toBe("cannot-tell");
  });
});
