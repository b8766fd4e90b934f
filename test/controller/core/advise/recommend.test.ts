import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import type { EvidenceSpan } from "../../../../controller/core/advise/evidence-span.ts";
import { historyEvidence } from "../../../../controller/core/advise/history-evidence.ts";
import { judgeEntries } from "../../../../controller/core/advise/judge-entries.ts";
import { type Findings, recommend } from "../../../../controller/core/advise/recommend.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { type Sample, sampleGroup, samplePrediction } from "../decide/sample-predictions.ts";
import { sampleHistory } from "./sample-histories.ts";

const DAY_MS = 86_400_000;
const GROUPS = [
  { id: "us", share: 0.6, dnsMs: 20, acceleratorMs: 21 },
  { id: "au", share: 0.4, dnsMs: 290, acceleratorMs: 235 },
];

const service = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: [
    {
      id: "virginia",
      label: "Virginia",
      place: "us-east-1",
      latitude: 39,
      longitude: -77,
      url: "https://virginia.shop.example/",
    },
  ],
  dns: { url: "https://www.shop.example/" },
  accelerator: { url: "https://ga.shop.example/" },
  incumbent: "dns",
  clientGroups: GROUPS.map(({ id, share }) => ({ id, label: id, share, vantages: [id] })),
});

const histories = GROUPS.flatMap(({ id, dnsMs, acceleratorMs }, at) => [
  sampleHistory({ vantage: id, entry: "dns", endpoint: null, ms: dnsMs, seed: 30 + at }),
  sampleHistory({
    vantage: id,
    entry: "accelerator",
    endpoint: null,
    ms: acceleratorMs,
    seed: 40 + at,
  }),
]);

const judgements = judgeEntries({
  service,
  groups: service.clientGroups,
  histories,
  paths: histories.map(historyEvidence),
  thresholds: {},
});

const line = (group: string, usd: string) => ({
  part: "accelerator" as const,
  price: "global-accelerator.dt-premium",
  label: "DT-Premium",
  group,
  quantity: 1_500,
  unit: "GB",
  usdPerUnit: "0.105",
  per: 1,
  usd,
  confidence: "stated" as const,
  source: { title: "AWS", asOf: null },
  note: null,
});
const groups = [sampleGroup("us", 0.6), sampleGroup("au", 0.4)];
const STANDS: Sample = { name: "as it stands", p50Ms: 20, p95Ms: 290, usd: 20, groups, lines: [] };
const HYBRID: Sample = {
  name: "hybrid au over latency ttl60-10x3",
  kind: "hybrid",
  acceleratorGroups: ["au"],
  p50Ms: 20,
  p95Ms: 236,
  usd: 203.05,
  components: 12,
  groups,
  lines: [line("au", "157.50")],
};
const ALL: Sample = {
  name: "accelerator 10x3",
  kind: "accelerator",
  p50Ms: 20,
  p95Ms: 236,
  usd: 366.55,
  groups,
};

const FULL: EvidenceSpan = { fromMs: 0, toMs: 14 * DAY_MS, samples: 90_000, fullDays: 14 };

function recommended(samples: readonly Sample[], more: Partial<Findings> = {}) {
  const run = (at: number) => ({
    id: String(at),
    atMs: at,
    entry: "dns" as const,
    endpoint: "virginia",
    ttlS: 60,
    intervalS: 10,
    failureThreshold: 3,
    recoveryS: { us: 40, au: 40 },
  });
  return recommend({
    input: {
      atMs: 20 * DAY_MS,
      service,
      vantages: [],
      source: "measured",
      histories,
      failoverRuns: Array.from({ length: 20 }, (_, at) => run(at)),
      prices: shippedPrices(),
      live: null,
      thresholds: {},
      memory: AdviceMemory.parse({ best: HYBRID.name, inARow: 2 }),
    },
    service,
    areGroupsDeclared: true,
    span: FULL,
    coverage: 1,
    judgements,
    groundless: null,
    leftOut: [],
    everyDesign: false,
    predictions: samples.map(samplePrediction),
    incumbent: "as it stands",
    broken: () => [],
    gainOf: () => ({
      us: 22_000,
      lowUs: 21_000,
      highUs: 23_000,
      groups: [
        { group: "au", us: 55_000 },
        { group: "us", us: 0 },
      ],
    }),
    ...more,
  }).verdict;
}

describe("controller/core/advise/recommend", () => {
  it("recommends a change with its numbers, and what each group has of it", () => {
    const verdict = recommended([STANDS, HYBRID, ALL]);
    expect(verdict.outcome).toBe("change");
    expect(verdict.best).toBe(HYBRID.name);
    expect(verdict.design).toBeDefined();
    expect(verdict.soFar).toBeNull();
    expect(verdict.sentence).toBe(
      "Change to Global Accelerator for au, Route 53 by latency for the rest, TTL 60 s, checks every 10 s, 3 failures: p50 20 ms, p95 236 ms, 203.05 USD a month, 12 parts. Users gain 22 ms in the mean. It costs 183.05 USD a month more.",
    );
    expect(verdict.explanation).toEqual([
      "Best: hybrid au over latency ttl60-10x3: p50 20 ms, p95 236 ms, 203.05 USD a month, 12 parts.",
      "In use: as it stands: p50 20 ms, p95 290 ms, 20.00 USD a month, 5 parts; frontier: slower: p95 290 ms instead of p95 236 ms.",
      "au (40 % of the users): −55 ms, 157.50 USD a month more: 7.16 USD for each millisecond of everybody's mean.",
      "Route 53 for everybody, at best as it stands: slower: p95 290 ms instead of p95 236 ms (slower).",
      "Global Accelerator for everybody, at best accelerator 10x3: dearer, and no faster beyond the threshold: 366.55 USD a month instead of 203.05 USD a month (dearer).",
      "3 designs of 3 kinds were looked at.",
    ]);
    expect(
      verdict.designs.map(({ name, standing, isIncumbent }) => [name, standing, isIncumbent]),
    ).toEqual([
      [HYBRID.name, "chosen", false],
      ["accelerator 10x3", "frontier", false],
      ["as it stands", "frontier", true],
    ]);
    expect(verdict.designs.map((design) => design.groups.length)).toEqual([2, 0, 2]);
  });

  it("keeps what stands with the reason, and names what would be better", () => {
    const verdict = recommended([STANDS, HYBRID], {
      gainOf: () => ({ us: 22_000, lowUs: -1, highUs: 44_000, groups: [] }),
    });
    expect(verdict.outcome).toBe("keep");
    expect(verdict.reasons.map(({ code }) => code)).toEqual(["gain_not_certain"]);
    expect(verdict.sentence).toMatch(
      /^Keep what stands \(Route 53 by latency.*\): hybrid au over latency ttl60-10x3 comes out best, but the gain of \+22 ms \(−0\.0 to \+44\) may be none\.$/,
    );
    expect(verdict.best).toBe(HYBRID.name);
  });

  it("is surer of a p95 whose intervals do not touch than of the mean", () => {
    const verdict = recommended(
      [
        { ...STANDS, aroundMs: 10 },
        { ...HYBRID, aroundMs: 10 },
      ],
      { gainOf: () => ({ us: 2_000, lowUs: 1_000, highUs: 3_000, groups: [] }) },
    );
    expect(verdict.outcome).toBe("change");
  });

  it("goes by the ways in where what stands is not known", () => {
    const kept = recommended([{ ...STANDS, name: "latency ttl60-10x3" }], { incumbent: null });
    expect(kept.outcome).toBe("keep");
    expect(kept.sentence).toBe(
      "Keep the way in by Route 53; what stands behind it in detail is not known: no design of 1 looked at is better beyond the thresholds.",
    );
    const changed = recommended([{ ...STANDS, name: "latency ttl60-10x3" }, HYBRID], {
      incumbent: null,
    });
    // 55 ms for two users of five.
    expect(changed.sentence).toMatch(/^Change to .* Users gain 22 ms in the mean\.$/);
  });

  it.each<[string, Sample[], Partial<Findings>, string, RegExp]>([
    [
      "days that are too few",
      [STANDS, HYBRID],
      { span: { ...FULL, fullDays: 4 } },
      "insufficient_evidence",
      /^Not enough evidence for a change: 4 of 7 full days\./,
    ],
    [
      "nothing that designs could be made of",
      [],
      { groundless: "entries.dns is missing" },
      "insufficient_evidence",
      /missing: designs to compare/,
    ],
    [
      "costs that are not known",
      [
        { ...STANDS, costMissing: ["traffic to the clients"] },
        { ...HYBRID, costMissing: ["traffic to the clients"] },
      ],
      {},
      "insufficient_evidence",
      /What it costs is not known \(missing: traffic to the clients\)\.$/,
    ],
    [
      "a constraint that nothing keeps",
      [STANDS, HYBRID],
      { broken: () => [{ code: "static_ips", text: "Answers vary." }] },
      "infeasible",
      /^No design does what must be\. Answers vary\. That is as it stands, which comes nearest\.$/,
    ],
    [
      "goals that exclude each other",
      [STANDS, HYBRID],
      {
        broken: ({ candidate }) =>
          candidate.kind === "hybrid"
            ? [{ code: "residency", text: "Users may be served from abroad." }]
            : [{ code: "static_ips", text: "Answers vary." }],
      },
      "conflict",
      /^No design reaches all goals, of 2 looked at\. Without the goal static_ips, as it stands would do\. Answers vary\. Without the goal residency, /,
    ],
  ])("says what it is with %s", (_, samples, more, outcome, sentence) => {
    const verdict = recommended(samples, more);
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.sentence).toMatch(sentence);
    expect(verdict.design).toBeUndefined();
  });

  it("names what is missing of a cost once, with those who lack it", () => {
    const { missing } = recommended([{ ...STANDS, costMissing: ["queries", "queries"] }]);
    expect(missing).toContainEqual({
      what: "cost: queries",
      have: "not known",
      need: "declare it",
    });
  });
});
