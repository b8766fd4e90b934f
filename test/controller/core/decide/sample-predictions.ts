import type { CostLine } from "../../../../controller/contract/cost-line.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import type {
  GroupPrediction,
  Prediction,
} from "../../../../controller/core/predict/prediction.ts";

export interface Sample {
  readonly name: string;
  readonly kind?: Candidate["kind"];
  readonly acceleratorGroups?: readonly string[];
  readonly p50Ms?: number | null;
  readonly p95Ms?: number | null;
  /** Half the width of its interval; none without it. */
  readonly aroundMs?: number;
  readonly coverage?: number;
  readonly attainment?: number | null;
  /** Its lower bound, the same without it. */
  readonly attainmentLow?: number;
  readonly runs?: number;
  readonly usd?: number | null;
  /** What is missing of the cost; it is whole without. */
  readonly costMissing?: readonly string[];
  readonly mostUsd?: number | null;
  readonly lines?: readonly CostLine[];
  readonly components?: number;
  readonly groups?: readonly GroupPrediction[];
}

/** A group that is served by one endpoint. */
export function sampleGroup(group: string, weight: number, more: Partial<GroupPrediction> = {}) {
  return {
    group,
    weight,
    served: [{ entry: "dns" as const, endpoint: "virginia", share: 1 }],
    unserved: 0,
    unknown: 0,
    p50Us: 50_000,
    p95Us: 90_000,
    basis: "measured" as const,
    ...more,
  };
}

/** A prediction that somebody made by hand. */
export function samplePrediction(sample: Sample): Prediction {
  const { name, kind = "route53", acceleratorGroups = [], p50Ms = 50, p95Ms = 90 } = sample;
  const { usd = 100, costMissing = [], attainment = null, runs = 0, components = 5 } = sample;
  const interval = (ms: number | null) => {
    if (ms === null) return null;
    const { aroundMs } = sample;
    return {
      us: 1_000 * ms,
      lowUs: aroundMs === undefined ? null : 1_000 * (ms - aroundMs),
      highUs: aroundMs === undefined ? null : 1_000 * (ms + aroundMs),
    };
  };
  const complete = costMissing.length === 0;
  return {
    candidate: {
      name,
      kind,
      policy: kind === "accelerator" ? null : "latency",
      settings: { ttlS: 60, intervalS: 10, failureThreshold: 3 },
      acceleratorGroups,
      design: { hostedZones: [], healthChecks: [], cidrCollections: [], accelerators: [] },
      door: { host: "www.shop.example.", port: 443 },
    },
    groups: sample.groups ?? [sampleGroup("all", 1)],
    coverage: sample.coverage ?? 1,
    p50: interval(p50Ms),
    p95: interval(p95Ms),
    basis: "measured",
    failover: {
      p50S: 40,
      p95S: 90,
      attainment,
      attainmentLow: sample.attainmentLow ?? attainment,
      basis: runs > 0 ? "measured" : "modelled",
      runs,
    },
    price: {
      sum: usd === null ? null : { usdPerMonth: usd, exactUsd: String(usd), complete },
      complete: complete && usd !== null,
      mostUsd: sample.mostUsd === undefined ? (complete ? usd : null) : sample.mostUsd,
      missing: costMissing.map((what) => ({ group: null, what, mend: "declare it" })),
      ...(sample.lines === undefined ? {} : { lines: sample.lines }),
    },
    components,
  };
}
