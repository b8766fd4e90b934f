import type { AdvisedDesign, DesignScore } from "../../contract/advised-design.ts";
import type { JudgedDesign } from "../decide/decide.ts";
import type { GroupPrediction, Prediction, UsInterval } from "../predict/prediction.ts";
import { familyOf, labelOf } from "./design-label.ts";

/** Designs as a recommendation tells of them: what was chosen first, of many of one kind the best one. */
export function advisedDesigns(
  designs: readonly JudgedDesign[],
  incumbent: string | null,
  every = false,
): AdvisedDesign[] {
  const sorted = [...designs].sort(
    (a, b) => ORDER[a.standing] - ORDER[b.standing] || byScore(a, b),
  );
  const seen = new Set<string>();
  return sorted
    .filter(({ prediction: { candidate }, standing }) => {
      const family = familyOf(candidate);
      const isTold = standing === "chosen" || candidate.name === incumbent || !seen.has(family);
      seen.add(family);
      return isTold || every;
    })
    .map((design) => advised(design, design.prediction.candidate.name === incumbent));
}

const ORDER: Record<JudgedDesign["standing"], number> = {
  chosen: 0,
  frontier: 1,
  dominated: 2,
  infeasible: 3,
  unscored: 4,
};

/** By the order of the choice: p95 first, then cost; what breaks least before what breaks more. */
function byScore(one: JudgedDesign, other: JudgedDesign): number {
  const fewer = one.reasons.length - other.reasons.length;
  const [a, b] = [one.prediction, other.prediction];
  return (
    (one.standing === "infeasible" ? fewer : 0) ||
    (a.p95?.us ?? Number.MAX_SAFE_INTEGER) - (b.p95?.us ?? Number.MAX_SAFE_INTEGER) ||
    (a.price.sum?.usdPerMonth ?? 0) - (b.price.sum?.usdPerMonth ?? 0) ||
    a.components - b.components
  );
}

function advised(
  { prediction, standing, reasons }: JudgedDesign,
  isIncumbent: boolean,
): AdvisedDesign {
  const { candidate, groups } = prediction;
  const { settings } = candidate;
  return {
    name: candidate.name,
    kind: candidate.kind,
    label: labelOf(candidate),
    acceleratorGroups: [...candidate.acceleratorGroups],
    settings: settings === null ? null : { ...settings },
    isIncumbent,
    standing,
    reasons: [...reasons],
    score: scoreOf(prediction),
    groups: standing === "chosen" || isIncumbent ? groups.map(servedGroup) : [],
  };
}

function scoreOf({
  p50,
  p95,
  coverage,
  basis,
  failover,
  price,
  components,
}: Prediction): DesignScore {
  return {
    p50: range(p50),
    p95: range(p95),
    coverage: Math.min(1, coverage),
    latencyBasis: basis,
    failover: {
      p50S: seconds(failover.p50S),
      p95S: seconds(failover.p95S),
      attainment: failover.attainment,
      attainmentLow: failover.attainmentLow,
      basis: failover.basis,
      runs: failover.runs,
    },
    usdPerMonth: price.sum?.usdPerMonth ?? null,
    isCostWhole: price.complete,
    costMissing: price.missing.map(({ group, what }) =>
      group === null ? what : `${what} of ${group}`,
    ),
    components,
  };
}

function range(interval: UsInterval | null): DesignScore["p50"] {
  if (interval === null) return null;
  const { us, lowUs, highUs } = interval;
  const whole = (bound: number | null) => (bound === null ? null : Math.max(0, Math.round(bound)));
  return { us: Math.round(us), lowUs: whole(lowUs), highUs: whole(highUs) };
}

/** Null: never. */
function seconds(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function servedGroup({ group, weight, served, p50Us, p95Us, basis }: GroupPrediction) {
  const whole = (us: number | null) => (us === null ? null : Math.round(us));
  return {
    group,
    weight,
    served: served.map(({ entry, endpoint, share }) => ({ entry, endpoint, share })),
    p50Us: whole(p50Us),
    p95Us: whole(p95Us),
    basis,
  };
}
