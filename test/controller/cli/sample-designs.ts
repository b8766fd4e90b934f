import { type AdvisedDesign, DesignScore } from "../../../controller/contract/advised-design.ts";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import { sampleRecommendation } from "./sample-answers.ts";

/** Of a design in milliseconds, shares and USD; null: not known. */
type Numbers = {
  readonly p50: readonly number[] | null;
  readonly p95: readonly number[] | null;
  readonly inTime: readonly [number, number] | null;
  readonly usd: number | null;
  readonly whole?: boolean;
  readonly parts: number;
  readonly basis?: DesignScore["latencyBasis"];
  readonly runs?: number;
};

function scoreOf({ p50, p95, inTime, usd, whole = true, parts, basis, runs = 0 }: Numbers) {
  const us = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms * 1_000));
  const range = (ms: readonly number[] | null) =>
    ms === null ? null : { us: us(ms[0]), lowUs: us(ms[1]), highUs: us(ms[2]) };
  return DesignScore.parse({
    p50: range(p50),
    p95: range(p95),
    coverage: 0.96,
    latencyBasis: basis ?? "measured",
    failover: {
      p50S: 41,
      p95S: inTime === null ? null : 171,
      attainment: inTime?.[0] ?? null,
      attainmentLow: inTime?.[1] ?? null,
      basis: runs > 0 ? "measured" : "modelled",
      runs,
    },
    usdPerMonth: usd,
    isCostWhole: whole,
    costMissing: whole ? [] : ["DNS queries of asia"],
    components: parts,
  });
}

function design(
  name: string,
  standing: AdvisedDesign["standing"],
  reason: readonly [string, string] | null,
  numbers: Numbers | null,
  more: Partial<AdvisedDesign> = {},
): AdvisedDesign {
  return {
    name,
    kind: "route53",
    label: name,
    acceleratorGroups: [],
    settings: { ttlS: 60, intervalS: 10, failureThreshold: 3 },
    isIncumbent: false,
    standing,
    reasons: reason === null ? [] : [{ code: reason[0], text: reason[1] }],
    score: numbers === null ? null : scoreOf(numbers),
    groups: [],
    ...more,
  };
}

const served = (group: string, weight: number, entry: "dns" | "accelerator", p50Us: number) => ({
  group,
  weight,
  served: [{ entry, endpoint: "eu-central-1", share: 1 }],
  p50Us,
  p95Us: 3 * p50Us,
  basis: "measured" as const,
});

const DESIGNS: readonly AdvisedDesign[] = [
  design(
    "hybrid af-south-1,sa-east-1 over latency ttl60-10x3",
    "chosen",
    null,
    {
      p50: [61, 58.2, 63.9],
      p95: [171, 160, 180],
      inTime: [0.982, 0.931],
      usd: 111.554,
      parts: 9,
      runs: 24,
    },
    {
      kind: "hybrid",
      label: "Global Accelerator for af-south-1 and sa-east-1, latency for the rest",
      acceleratorGroups: ["af-south-1", "sa-east-1"],
      groups: [
        served("af-south-1", 0.2, "accelerator", 163_000),
        {
          ...served("eu-central-1", 0.8, "dns", 4_700),
          served: [
            { entry: "dns", endpoint: "eu-central-1", share: 0.7 },
            { entry: "dns", endpoint: "eu-west-1", share: 0.3 },
          ],
        },
      ],
    },
  ),
  design(
    "accelerator 10x3",
    "frontier",
    ["more_expensive", "costs 48.20 USD a month more for a p95 that is no better beyond 5 %"],
    {
      p50: [60.5, 57, 63],
      p95: [169, 158, 179],
      inTime: [1, 0.97],
      usd: 159.75,
      parts: 5,
      runs: 31,
    },
    { kind: "accelerator", label: "Global Accelerator for everybody" },
  ),
  design(
    "as it stands",
    "dominated",
    ["p95_worse", "p95 is 119 ms longer than that of the best"],
    { p50: [71], p95: [290, 270, 311], inTime: [0.7, 0.61], usd: 62.3, whole: false, parts: 8 },
    {
      isIncumbent: true,
      settings: null,
      label: "what stands in AWS",
      groups: [{ ...served("asia", 1, "dns", 71_000), served: [], p50Us: null, p95Us: null }],
    },
  ),
  design(
    "simple ttl60",
    "infeasible",
    ["no_failover", "nobody takes over from frankfurt, so users wait until it is back"],
    { p50: [90], p95: [300], inTime: null, usd: 0.5, parts: 2, basis: "modelled" },
  ),
  design("ip-based ttl60-10x3", "unscored", ["not_measured", "nothing was measured of it"], null),
  design(
    "geolocation ttl60-30x3",
    "unscored",
    ["price_unknown", "what geolocation queries cost is not known"],
    { p50: null, p95: null, inTime: [0.5, 0.4], usd: null, whole: false, parts: 8 },
  ),
];

/** Advice to change, on simulated evidence, with all that a recommendation can tell. */
export function sampleDesignsRecommendation(change: Partial<Recommendation> = {}): Recommendation {
  const sample = sampleRecommendation();
  return Recommendation.parse({
    ...sample,
    id: "REC-0008",
    outcome: "change",
    sentence:
      "Change to Global Accelerator for af-south-1 and sa-east-1, latency for the rest: p50 61 ms, p95 171 ms, 98 % back in time, 111.55 USD a month, 9 parts. Users gain 14 ms in the mean. It costs 49.25 USD a month more.",
    soFar: null,
    missing: sample.missing.slice(1, 2),
    groups: sample.groups
      .slice(7)
      .map((group) =>
        group.group === "ap-south-1"
          ? { ...group, verdict: "non_stationary", sentence: "It shifted by 20 ms on day 9." }
          : group,
      ),
    designs: DESIGNS,
    best: DESIGNS[0]?.name,
    explanation: [
      "af-south-1 (20 % of the users): −63 ms, 12.40 USD a month more: 0.98 USD for each millisecond of everybody's mean.",
      "Route 53 for everybody, at best as it stands: p95 is 119 ms longer than that of the best (p95_worse).",
      "6 designs of 5 kinds were compared; 1 is not allowed (no_failover).",
    ],
    flips: [
      {
        kind: "volume",
        what: "GB a month",
        unit: "GB",
        now: 4_000,
        at: 9_120,
        becomes: "latency ttl60-10x3",
        sentence: "From 9 120 GB a month on (4 000 now) it would be latency ttl60-10x3.",
      },
      {
        kind: "rto",
        what: "RTO",
        unit: "s",
        now: 120,
        at: 60,
        becomes: null,
        sentence: "With an RTO below 60 s (120 s now) no design would do.",
      },
    ],
    sensitivity: {
      draws: 100,
      same: 97,
      isSameWithEqualShares: true,
      sentence: "The same design in 97 of 100 draws of the users' shares, and with equal shares.",
    },
    since: {
      id: "REC-0007",
      changes: [
        "The outcome is change instead of keep.",
        "p95 of the best design fell from 180 ms to 171 ms.",
      ],
    },
    evidence: { ...sample.evidence, source: "simulated", fullDays: 21, coverage: 0.96, grade: "A" },
    ...change,
  });
}
