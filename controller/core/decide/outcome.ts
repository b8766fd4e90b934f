import type { Reason } from "../../contract/advised-design.ts";
import type { Outcome, Recommendation } from "../../contract/recommendation.ts";
import type { AdviceMemory } from "../../contract/scenario.ts";
import type { Decision, JudgedDesign } from "./decide.ts";
import { nearestGoals } from "./nearest-goals.ts";
import { STAY_RULES } from "./stay.ts";
import { stayReasons } from "./stay-reasons.ts";

/** By how much the users gain in the mean if they change, in µs; negative where they lose. */
export interface CertainGain {
  readonly us: number;
  readonly lowUs: number;
}

/** What stands today, as far as it is known. */
export type Standing =
  /** One of the designs that were compared. */
  | { readonly kind: "design"; readonly judged: JudgedDesign }
  /** Only the way in is known: any design that leads everybody by it counts as what stands. */
  | { readonly kind: "way-in"; readonly entry: "dns" | "accelerator" }
  | { readonly kind: "unknown" };

export interface OutcomeInput {
  readonly decision: Decision;
  readonly standing: Standing;
  /** From what stands to what was chosen; null where it was not measured, or where they are the same. */
  readonly gain: CertainGain | null;
  readonly thresholdUs: number;
  readonly evidence: Pick<Recommendation["evidence"], "fullDays" | "coverage" | "grade">;
  readonly memory: AdviceMemory;
  readonly atMs: number;
  /** Costs that differ by no more count as equal, USD a month. */
  readonly costToleranceUsd: number;
  /** Whether the p95 of all users stays about as good. */
  readonly isTailKept: boolean;
}

export interface OutcomeAndReasons {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
}

/** Days of evidence, and share of the users that it covers, below which nothing is decided. */
export const DECIDABLE = { fullDays: 7, coverage: 0.5 } as const;
const DAY_MS = 86_400_000;

/** What is recommended, out of what came out best, what stands, and how much is known. */
export function outcomeOf(input: OutcomeInput): OutcomeAndReasons {
  const { decision, evidence } = input;
  const { chosen, designs } = decision;
  const isNoneLeft =
    designs.length > 0 && designs.every(({ standing }) => standing === "infeasible");
  if (isNoneLeft) return nearestGoals(designs);
  if (chosen === null) return insufficient(firstReasons(designs));
  if (evidence.fullDays < DECIDABLE.fullDays || evidence.coverage < DECIDABLE.coverage) {
    return insufficient([TOO_LITTLE]);
  }
  if (isStanding(chosen, input.standing)) return { outcome: "keep", reasons: [] };
  const reasons = reasonsAgainst(chosen, input);
  if (reasons !== null) return reasons;
  return evidence.grade === "C" ? insufficient([LOW_GRADE]) : { outcome: "change", reasons: [] };
}

const TOO_LITTLE: Reason = {
  code: "too_little_evidence",
  text: `less than ${DECIDABLE.fullDays} full days, or less than half of the users`,
};

const LOW_GRADE: Reason = {
  code: "grade_c",
  text: "evidence of grade C is never a basis for a change",
};

function insufficient(reasons: readonly Reason[]): OutcomeAndReasons {
  return { outcome: "insufficient_evidence", reasons };
}

/** What keeps designs from being compared, each once. */
function firstReasons(designs: readonly JudgedDesign[]): Reason[] {
  const open = designs.filter(({ standing }) => standing === "unscored");
  return [
    ...new Map(open.flatMap(({ reasons }) => reasons.map((one) => [one.code, one]))).values(),
  ];
}

function isStanding({ prediction: { candidate } }: JudgedDesign, standing: Standing): boolean {
  switch (standing.kind) {
    case "design":
      return candidate.name === standing.judged.prediction.candidate.name;
    case "way-in":
      return candidate.kind === (standing.entry === "dns" ? "route53" : "accelerator");
    case "unknown":
      return false;
  }
}

/** What speaks against a change that would be better; null where nothing does. */
function reasonsAgainst(chosen: JudgedDesign, input: OutcomeInput): OutcomeAndReasons | null {
  const { standing, gain, memory, decision } = input;
  if (standing.kind === "unknown") return null;
  const incumbentFails = failsNow(standing, decision);
  const today = standing.kind === "design" ? standing.judged : null;
  if (today?.standing === "unscored") return insufficient(today.reasons);
  const savedUsdPerMonth = savedBy(chosen, today, input.costToleranceUsd);
  if (gain === null && !incumbentFails) return insufficient([GAIN_NOT_MEASURED]);
  const reasons = stayReasons({
    gainUs: gain?.us ?? 0,
    gainLowUs: gain?.lowUs ?? 0,
    thresholdUs: input.thresholdUs,
    inARow: memory.best === chosen.prediction.candidate.name ? memory.inARow + 1 : 1,
    daysSinceLastChange:
      memory.changedAtMs === null ? null : (input.atMs - memory.changedAtMs) / DAY_MS,
    switchCostUsd: memory.switchCostUsd,
    savedUsdPerMonth,
    isTailKept: input.isTailKept,
    incumbentFails,
  });
  return reasons.length === 0 ? null : { outcome: "keep", reasons };
}

const GAIN_NOT_MEASURED: Reason = {
  code: "gain_not_measured",
  text: "by how much users would gain was not measured on the same days by both designs",
};

/** Whether what stands breaks what it must not; of a way in: whatever would lead by it. */
function failsNow(standing: Standing, { designs }: Decision): boolean {
  if (standing.kind === "design") return standing.judged.standing === "infeasible";
  const alike = designs.filter((design) => isStanding(design, standing));
  return alike.length > 0 && alike.every((design) => design.standing === "infeasible");
}

/** USD a month; null where a cost is not known, or so little differs that nobody would change for it. */
function savedBy(
  chosen: JudgedDesign,
  today: JudgedDesign | null,
  toleranceUsd: number,
): number | null {
  const before = today?.score?.usdPerMonth ?? null;
  const after = chosen.score?.usdPerMonth ?? null;
  if (before === null || after === null) return null;
  const isWorth =
    Math.abs(before - after) > Math.max(toleranceUsd, STAY_RULES.leastSavingRatio * before);
  return isWorth ? before - after : null;
}
