import { describe, expect, it } from "vitest";
import { ComparisonQuery } from "../../../controller/contract/comparison.ts";
import { DistributionQuery } from "../../../controller/contract/distribution.ts";
import { HeatmapQuery } from "../../../controller/contract/heatmap.ts";
import { loadComparison } from "../../../controller/query/load-comparison.ts";
import { loadDistribution } from "../../../controller/query/load-distribution.ts";
import { loadHeatmap } from "../../../controller/query/load-heatmap.ts";
import { answers } from "../../helpers/contributions.ts";
import { memorySums } from "../../helpers/memory-buckets.ts";

const MINUTE_MS = 60_000;
const NOW_MS = 500_000 * 3_600_000 + 30 * MINUTE_MS;
const NAME = { vantage: "eu-west-1", service: "shop", metric: "echo_rtt" };

const kept = [1, 2, 5].flatMap((ago) =>
  ["dns/*", "accelerator/*"].map((path, at) => ({
    series: `eu-west-1/shop/${path}/echo_rtt`,
    minuteMs: NOW_MS - ago * MINUTE_MS,
    bucket: answers(NOW_MS - ago * MINUTE_MS, 1_200 - 200 * at, 30),
  })),
);
const buckets = { sums: memorySums(kept) };

describe("controller/query/load-steps", () => {
  it("reads a distribution of the last hour", async () => {
    const query = DistributionQuery.parse({ ...NAME, entry: "dns" });
    const made = await loadDistribution(buckets, query, NOW_MS);
    expect(made.whole.n).toBe(90);
    expect(made.coverage).toEqual({ minutes: 3, ofMinutes: 60 });
    expect(made.resolutionMs).toBe(MINUTE_MS);
    expect(made.series).toEqual({ ...NAME, entry: "dns", endpoint: null });
  });

  it("reads a heat map step by step, and refuses one of too many columns with what would do", async () => {
    const ask = (fromMs: number) =>
      loadHeatmap(buckets, HeatmapQuery.parse({ ...NAME, entry: "dns", fromMs }), NOW_MS);
    expect((await ask(NOW_MS - 600_000)).columns).toHaveLength(3);
    await expect(ask(NOW_MS - 4_000 * MINUTE_MS)).rejects.toMatchObject({
      name: "TooManyStepsError",
      leastStepMs: 2 * MINUTE_MS,
    });
  });

  it("compares two entries, and refuses what cannot be compared", async () => {
    const both = { ...NAME, oneEntry: "dns", otherEntry: "accelerator" };
    const query = ComparisonQuery.parse({ ...both, stepMs: MINUTE_MS });
    const made = await loadComparison(buckets, query, NOW_MS);
    expect(made).toMatchObject({ verdict: "better", paired: { steps: 3, otherFaster: 3 } });
    const wrong = ComparisonQuery.safeParse({ ...both, metric: "connect" });
    expect(wrong.error?.issues[0]?.message).toContain("use echo_rtt, ttfb_new or udp_rtt");
    const same = ComparisonQuery.safeParse({ ...both, otherEntry: "dns" });
    expect(same.error?.issues[0]?.path).toEqual(["otherEndpoint"]);
  });
});
