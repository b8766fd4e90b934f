import { describe, expect, it } from "vitest";
import { composeStatus } from "../../../../controller/core/verdict/compose-status.ts";
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
  });

  it("is new until the first batch and silent after the last", () => {
    expect(probeState(report(null), NOW_MS, 30_000)).toBe("new");
    expect(probeState(report(NOW_MS - 30_000), NOW_MS, 30_000)).toBe("measuring");
    expect(probeState(report(NOW_MS - 30_001), NOW_MS, 30_000)).toBe("silent");
    expect(probeState(report(NOW_MS + 5_000), NOW_MS, 30_000)).toBe("measuring");
  });
});

describe("controller/core/verdict/behind-text", () => {
  it("takes a probe for behind only while it measures and says so", () => {
    expect(isBehind({ probe: "measuring", runRatio: 0.949 })).toBe(true);
    expect(isBehind({ probe: "measuring", runRatio: 0.95 })).toBe(false);
    expect(isBehind({ probe: "measuring" })).toBe(false);
    expect(isBehind({ probe: "silent", runRatio: 0.2 })).toBe(false);
  });

  /** The sentence about a healthy world whose probes started these shares of their attempts. */
  function sentenceOf(runRatios: Record<string, number>): string {
    const input = scene({ vantages: ["a", "b", "c"] });
    const vantages = input.vantages.map((each) => ({
      ...each,
      runRatio: runRatios[each.vantage.id],
    }));
    return composeStatus({ ...input, vantages }).sentence;
  }

  it("names the probes that fall behind, in a sentence that is otherwise the same", () => {
    const calm = sentenceOf({ a: 1, b: 0.97 });
    expect(calm).not.toContain("behind");
    const one = "Falls behind: 1 of 3 probes (b) starts only 82 % of the due attempts. ";
    expect(sentenceOf({ a: 1, b: 0.8239 }).replace(one, "")).toBe(calm);
    expect(sentenceOf({ a: 0.9, b: 0.5 })).toContain(
      "Fall behind: 2 of 3 probes (a and b) start too few of the due attempts, the worst 50 %.",
    );
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
