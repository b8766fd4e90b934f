import type { AdvisedDesign } from "../../../../controller/contract/advised-design.ts";

type Group = AdvisedDesign["groups"][number];

/** A group that one endpoint serves by the name. */
export function servedGroup(group: string, endpoint: string, p50Us: number | null): Group {
  return {
    group,
    weight: 0.5,
    served: [{ entry: "dns", endpoint, share: 1 }],
    p50Us,
    p95Us: p50Us,
    basis: "measured",
  };
}

/** A design by its name, with the numbers that a test is about. */
export function advisedDesign(
  name: string,
  groups: Group[],
  change: Partial<AdvisedDesign> & { p50Us?: number; usdPerMonth?: number | null } = {},
): AdvisedDesign {
  const { p50Us = 40_000, usdPerMonth = 10, ...more } = change;
  return {
    name,
    kind: "route53",
    label: name,
    acceleratorGroups: [],
    settings: { ttlS: 60, intervalS: 30, failureThreshold: 3 },
    isIncumbent: false,
    standing: "frontier",
    reasons: [],
    score: {
      p50: { us: p50Us, lowUs: null, highUs: null },
      p95: null,
      coverage: 1,
      latencyBasis: "measured",
      failover: {
        p50S: 100,
        p95S: null,
        attainment: null,
        attainmentLow: null,
        basis: "modelled",
        runs: 0,
      },
      usdPerMonth,
      isCostWhole: usdPerMonth !== null,
      costMissing: [],
      components: 5,
    },
    groups,
    ...more,
  };
}
