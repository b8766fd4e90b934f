import { describe, expect, it } from "vitest";
import { historyEvidence } from "../../../../controller/core/advise/history-evidence.ts";
import { judgeEntries } from "../../../../controller/core/advise/judge-entries.ts";
import { SHOP } from "../verdict/status-scene.ts";
import { type SamplePath, sampleHistory } from "./sample-histories.ts";

type Ways = Pick<SamplePath, "days" | "hoursOfDay" | "scatterMs" | "badRatio"> & {
  readonly dnsMs: SamplePath["ms"];
  readonly acceleratorMs: SamplePath["ms"];
};

function judge(ways: Ways, thresholds = {}) {
  const { dnsMs, acceleratorMs, ...shape } = ways;
  const histories = ["a", "b"].flatMap((vantage, at) => [
    sampleHistory({ ...shape, vantage, entry: "dns", endpoint: null, ms: dnsMs, seed: 10 + at }),
    sampleHistory({
      ...shape,
      vantage,
      entry: "accelerator",
      endpoint: null,
      ms: acceleratorMs,
      seed: 20 + at,
    }),
  ]);
  const [only] = judgeEntries({
    service: SHOP,
    groups: [{ id: "all", label: "All", share: 1, vantages: ["a", "b"] }],
    histories,
    paths: histories.map(historyEvidence),
    thresholds,
  });
  if (only === undefined) throw new Error("no group");
  return only;
}

describe("controller/core/advise/judge-entries", () => {
  it.each<[string, Ways, string, RegExp]>([
    [
      "better",
      { dnsMs: 145, acceleratorMs: 61 },
      "better",
      /^Global Accelerator is faster: p50 \d+ ms instead of 14\d ms by Route 53, −8\d ms \(.* to .*\) over 14 days\.$/,
    ],
    ["worse", { dnsMs: 40, acceleratorMs: 60 }, "worse", /is slower: .* over 14 days/],
    ["equivalent", { dnsMs: 40, acceleratorMs: 41 }, "equivalent", /^≈ \(within 5\.0 ms\)/],
    [
      "too few days",
      { dnsMs: 145, acceleratorMs: 61, days: 5 },
      "inconclusive",
      /over 5 days, threshold .* ms; 2 more full days are needed\.$/,
    ],
    [
      "close to the threshold",
      { dnsMs: 60, acceleratorMs: 54, scatterMs: 4, days: 10 },
      "inconclusive",
      /more full days are needed/,
    ],
    [
      "moved lately",
      { dnsMs: (day) => (day < 11 ? 40 : 90), acceleratorMs: 41 },
      "non_stationary",
      /^Cannot tell: the difference moved by −\d+ ms on 2026-11-12, .*; 4 more full days are needed\.$/,
    ],
    [
      "days with too few hours",
      { dnsMs: 145, acceleratorMs: 61, hoursOfDay: 17 },
      "better",
      // The first impression of all values stands until days can be compared.
      /^Global Accelerator is faster: .*averaged over 2 vantages\.$/,
    ],
    [
      "losses",
      { dnsMs: 145, acceleratorMs: 61, badRatio: 0.2 },
      "inconclusive",
      /^Cannot tell: 17 % of .* attempts by Route 53 lost or failed\.$/,
    ],
  ])("%s", (_, ways, verdict, sentence) => {
    const { advice } = judge(ways);
    expect(advice.verdict).toBe(verdict);
    expect(advice.sentence).toMatch(sentence);
  });

  it("judges by the thresholds of the owner", () => {
    const ways = { dnsMs: 60, acceleratorMs: 50 };
    expect(judge(ways).advice).toMatchObject({ verdict: "better", thresholdUs: 5_000 });
    expect(judge(ways, { leastDifferenceMs: 20 }).advice).toMatchObject({
      verdict: "equivalent",
      thresholdUs: 20_000,
    });
    expect(judge(ways, { leastDifferenceRatio: 0.5 }).advice.thresholdUs).toBeGreaterThan(29_000);
  });

  it("stands on medians alone where there are no histograms", () => {
    const bare = (entry: "dns" | "accelerator", ms: number) => ({
      ...sampleHistory({ vantage: "a", entry, endpoint: null, ms }),
      days: [],
    });
    const histories = [bare("dns", 90), bare("accelerator", 60)];
    const [only] = judgeEntries({
      service: SHOP,
      groups: [{ id: "a", label: "A", share: 1, vantages: ["a"] }],
      histories,
      paths: histories.map(historyEvidence),
      thresholds: {},
    });
    expect(only?.advice).toMatchObject({ verdict: "better", dns: { n: 14 * 24 * 12 } });
  });
});
