/**
 * What a candidate design comes to, in the five dimensions in which designs are compared. There is no
 * total: what one is worth against another is for the owner to say.
 */
export type Score = {
  /** Users' median and 95th percentile of `echo_rtt`, all client groups by their shares, in µs. */
  readonly p50Us: number;
  readonly p95Us: number;
  /** Lower bound of the share of users back within the RTO; null without an RTO. */
  readonly attainment: number | null;
  /** Null where a price or a volume that enters is unknown. */
  readonly usdPerMonth: number | null;
  /** Parts to run: zones, record sets, health checks, accelerators, listeners, groups. */
  readonly components: number;
};

/** Differences that count for none. */
export type Tolerances = {
  /** Of latencies: the larger of both. */
  readonly latencyUs: number;
  readonly latencyRatio: number;
  readonly attainment: number;
  readonly usdPerMonth: number;
};

export const USUAL_TOLERANCES: Tolerances = {
  latencyUs: 5_000,
  latencyRatio: 0.05,
  attainment: 0.005,
  usdPerMonth: 0.01,
};

/** A candidate by its name, with its score. */
export type Scored = { readonly design: string; readonly score: Score };

/** How far `one` is ahead of `other` in a dimension beyond the tolerance: 1, 0 or -1 (behind). */
type Lead = -1 | 0 | 1;

/**
 * Leads of one score over another, dimension by dimension. A cost that is not known leads over none
 * and is behind none that is not known either; behind one that is.
 */
export function leads(one: Score, other: Score, tolerances: Tolerances): Lead[] {
  const latency = (a: number, b: number) =>
    lead(b - a, Math.max(tolerances.latencyUs, tolerances.latencyRatio * Math.min(a, b)));
  return [
    latency(one.p50Us, other.p50Us),
    latency(one.p95Us, other.p95Us),
    lead((one.attainment ?? 0) - (other.attainment ?? 0), tolerances.attainment),
    lead(
      difference(other.usdPerMonth ?? Infinity, one.usdPerMonth ?? Infinity),
      tolerances.usdPerMonth,
    ),
    lead(other.components - one.components, 0),
  ];
}

function lead(by: number, tolerance: number): Lead {
  if (by > tolerance) return 1;
  return by < -tolerance ? -1 : 0;
}

/** Two unknown costs do not differ. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
