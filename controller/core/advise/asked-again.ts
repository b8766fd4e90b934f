import {
  chosenName,
  type Decision,
  type DecisionRules,
  type JudgedDesign,
} from "../decide/decide.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import type { DesignPredictor } from "../predict/design-predictor.ts";
import type { Prediction } from "../predict/prediction.ts";
import { familyOf } from "./design-label.ts";
import { type PriceFactors, repricedBy, volumesOf } from "./repriced.ts";

/** What may be different when a decision is asked again. */
interface Changes {
  readonly prices?: PriceFactors;
  readonly rtoS?: number;
  readonly habits?: ClientHabits;
  /** Differences of latency that count for none, in µs, whatever the share. */
  readonly toleranceUs?: number;
  /** Part of the users by group, adding up to 1. */
  readonly weights?: ReadonlyMap<string, number>;
}

/** A decision that can be asked again, with something changed, at the price of what depends on it. */
export interface AskedAgain {
  readonly decision: Decision;
  readonly rules: DecisionRules;
  /** The designs that are asked about: of each kind those that may come out best. */
  readonly shortlist: readonly Prediction[];
  /** Name of what would be chosen; null where nothing could be. */
  readonly decideWith: (changes: Changes) => string | null;
}

/** More would take longer than the answer itself. */
const MOST_ASKED = 16;

export function askedAgain(
  decision: Decision,
  rules: DecisionRules,
  predictor: DesignPredictor,
): AskedAgain {
  const shortlist = shortlistOf(decision, rules);
  const all = shortlist.map(
    (prediction): Asked => ({
      prediction,
      isPartial: prediction.groups.some(({ unserved, unknown }) => unserved > 0 || unknown > 0),
      volumes: volumesOf(prediction.price),
    }),
  );
  const asked = (changes: Changes): string | null => {
    const { goals, tolerances } = rules;
    const hasRto = (changes.rtoS ?? goals.rtoS) !== null;
    const predictions = all.map((each) => changed(each, changes, predictor, hasRto));
    return chosenName(predictions, {
      ...rules,
      goals: changes.rtoS === undefined ? goals : { ...goals, rtoS: changes.rtoS },
      tolerances:
        changes.toleranceUs === undefined
          ? tolerances
          : { ...tolerances, latencyUs: changes.toleranceUs, latencyRatio: 0 },
    });
  };
  return { decision, rules, shortlist, decideWith: asked };
}

/** Of designs that differ in settings alone, the best and that which has its users back soonest. */
function shortlistOf({ designs }: Decision, { broken }: DecisionRules): Prediction[] {
  const families = new Map<string, JudgedDesign[]>();
  for (const judged of designs) {
    if (broken(judged.prediction).length > 0) continue;
    const family = familyOf(judged.prediction.candidate);
    families.set(family, [...(families.get(family) ?? []), judged]);
  }
  const ranked = [...families.values()].map((own) =>
    [...own].sort((a, b) => RANK[a.standing] - RANK[b.standing]),
  );
  ranked.sort((a, b) => rankOf(a) - rankOf(b));
  const wanted = new Set(ranked.flatMap((own) => [own[0], soonest(own)]).slice(0, MOST_ASKED));
  // In the order in which they were given, which decides between equals.
  return designs.filter((judged) => wanted.has(judged)).map(({ prediction }) => prediction);
}

const RANK: Record<JudgedDesign["standing"], number> = {
  chosen: 0,
  frontier: 1,
  dominated: 2,
  infeasible: 3,
  unscored: 4,
};

function rankOf([first]: readonly JudgedDesign[]): number {
  return first === undefined ? RANK.unscored : RANK[first.standing];
}

function soonest(own: readonly JudgedDesign[]): JudgedDesign | undefined {
  const shareOf = ({ prediction }: JudgedDesign) => prediction.failover.attainmentLow ?? 0;
  return own.reduce<JudgedDesign | undefined>(
    (best, one) => (best === undefined || shareOf(one) > shareOf(best) ? one : best),
    undefined,
  );
}

interface Asked {
  readonly prediction: Prediction;
  /** Whether somebody is not served, or nobody knows by whom: only then parts of the users are asked for. */
  readonly isPartial: boolean;
  readonly volumes: ReturnType<typeof volumesOf>;
}

function changed(
  asked: Asked,
  changes: Changes,
  predictor: DesignPredictor,
  hasRto: boolean,
): Prediction {
  const { prediction } = asked;
  const { candidate, failover } = prediction;
  const { prices, rtoS, habits, weights } = changes;
  const isOther = rtoS !== undefined || habits !== undefined || weights !== undefined;
  const users = weights === undefined ? {} : reweighed(asked, weights, predictor);
  return {
    ...prediction,
    ...users,
    ...(isOther && hasRto
      ? { failover: { ...failover, ...predictor.attainment(candidate, { rtoS, habits, weights }) } }
      : {}),
    ...(prices === undefined ? {} : { price: repricedBy(asked.volumes, prediction.price, prices) }),
  };
}

function reweighed(
  { prediction: { candidate, groups, p50, p95 }, isPartial }: Asked,
  weights: ReadonlyMap<string, number>,
  predictor: DesignPredictor,
): Partial<Prediction> {
  const quantiles = predictor.reweighed(candidate, weights);
  const at = (us: number | undefined) =>
    us === undefined ? null : { us, lowUs: null, highUs: null };
  return {
    p50: p50 && at(quantiles?.p50Us),
    p95: p95 && at(quantiles?.p95Us),
    groups: isPartial
      ? groups.map((each) => ({ ...each, weight: weights.get(each.group) ?? 0 }))
      : groups,
  };
}
