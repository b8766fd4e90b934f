import type { AdvisedDesign } from "../../controller/contract/advised-design.ts";
import { Recommendation } from "../../controller/contract/recommendation.ts";
import { cannedRecommendation } from "./dashboard-answers.ts";

const SETTINGS = { ttlS: 60, intervalS: 10, failureThreshold: 3 };
const HYBRID = "hybrid sa over latency ttl60-10x3";

type Given = Pick<AdvisedDesign, "name" | "kind" | "label" | "standing"> &
  Partial<Omit<AdvisedDesign, "score">> & { p95Ms?: number; usd?: number; score?: null };

/** A design as it is told of, with round figures around those that matter. */
function design({ p95Ms = 200, usd = 12.4, ...given }: Given): AdvisedDesign {
  const us = (ms: number) => ({
    us: ms * 1_000,
    lowUs: ms * 1_000 - 1_500,
    highUs: ms * 1_000 + 1_800,
  });
  return {
    acceleratorGroups: [],
    settings: SETTINGS,
    isIncumbent: false,
    reasons: [],
    groups: [],
    score: {
      p50: us(p95Ms / 4),
      p95: us(p95Ms),
      coverage: 0.94,
      latencyBasis: "measured",
      failover: {
        p50S: 61,
        p95S: 92,
        attainment: 0.98,
        attainmentLow: 0.951,
        basis: "measured",
        runs: 60,
      },
      usdPerMonth: usd,
      isCostWhole: true,
      costMissing: [],
      components: 7,
    },
    ...given,
  };
}

const DESIGNS: readonly AdvisedDesign[] = [
  design({
    name: HYBRID,
    kind: "hybrid",
    label: "Hybrid: Global Accelerator for South America, latency routing for the rest",
    standing: "chosen",
    acceleratorGroups: ["south-america"],
    p95Ms: 168,
    usd: 431,
  }),
  design({
    name: "as it stands",
    kind: "route53",
    label: "Latency routing",
    settings: null,
    isIncumbent: true,
    standing: "frontier",
    reasons: [
      { code: "slower_p95", text: "its p95 is 38 ms longer, beyond the tolerance of 8 ms" },
    ],
    p95Ms: 206,
  }),
  design({
    name: "accelerator ttl60-10x3",
    kind: "accelerator",
    label: "Global Accelerator for everybody",
    standing: "frontier",
    reasons: [{ code: "dearer", text: "about as fast at 1 204 USD a month more" }],
    p95Ms: 164,
    usd: 1_635,
  }),
  design({
    name: "simple ttl60-10x3",
    kind: "route53",
    label: "One answer for all",
    standing: "infeasible",
    reasons: [{ code: "rto", text: "72 % of the users are back within 120 s, 95 % are wanted" }],
  }),
  design({
    name: "geoproximity ttl60-10x3",
    kind: "route53",
    label: "Geoproximity routing",
    standing: "unscored",
    reasons: [{ code: "latency_unknown", text: "nobody measured api-sae1 by Route 53" }],
    score: null,
  }),
];

/** What a firm answer looks like, on a simulated history. */
export function firmRecommendation(atMs: number): Recommendation {
  const before = cannedRecommendation(atMs);
  return Recommendation.parse({
    ...before,
    id: "REC-0008",
    outcome: "keep",
    sentence:
      "Keep latency routing for Checkout API: a hybrid is 38 ms faster at p95 for 419 USD a month more, but has led in 1 of 3 evaluations.",
    soFar: null,
    missing: [],
    designs: DESIGNS,
    best: HYBRID,
    reasons: [{ code: "not_confirmed_yet", text: "led in 1 of 3 evaluations in a row" }],
    explanation: [
      "South America gains most: 38 ms at p50 for 18 % of the users, at 0.61 USD for each saved millisecond.",
      "Asia and Europe differ by less than the 5 ms that are worth acting on.",
    ],
    flips: [
      {
        kind: "volume",
        what: "GB out to South America",
        unit: "GB a month",
        now: 2_400,
        at: 9_800,
        becomes: "as it stands",
        sentence: "Above 9 800 GB a month to South America (now 2 400) Route 53 wins on cost.",
      },
    ],
    sensitivity: {
      draws: 200,
      same: 193,
      isSameWithEqualShares: true,
      sentence: "The same design comes out in 193 of 200 draws of the users' shares.",
    },
    since: {
      id: "REC-0007",
      changes: ["14 full days are there, 0 were.", "South America: better, it was not known."],
    },
    evidence: { ...before.evidence, source: "simulated", fullDays: 14, grade: "A" },
  });
}
