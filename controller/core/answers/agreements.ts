import type {
  AnswerSource,
  AnswersAbout,
  AnswersVerdict,
  GroupAnswers,
  SourceAgreement,
} from "../../contract/answers.ts";
import { agree } from "./agree.ts";

/** Published for predictions of who serves whom: AnyOpt (SIGCOMM 2021) reached 94.7 % by measuring. */
const GOOD_AGREEMENT = 0.95;

const PAIRS: Record<AnswersAbout, readonly SourceAgreement["sources"][]> = {
  live: [
    ["lookup", "test"],
    ["lookup", "model"],
    ["test", "model"],
  ],
  proposed: [["shadow", "model"]],
};

/** How far every two sources agree, by the traffic of the groups that both know somebody of. */
export function agreements(
  groups: readonly GroupAnswers[],
  about: AnswersAbout,
): SourceAgreement[] {
  return PAIRS[about].map((sources) => {
    const compared = groups
      .map(({ share, askers }) => ({ share, results: resultsOf(askers, sources) }))
      .filter(({ results }) => results.length > 0);
    const comparedShare = compared.reduce((sum, { share }) => sum + share, 0);
    const agreedShare = compared.reduce(
      (sum, { share, results }) => sum + (share * results.filter(Boolean).length) / results.length,
      0,
    );
    const results = compared.flatMap((each) => each.results);
    return {
      sources,
      agreement: comparedShare === 0 ? null : Math.min(1, agreedShare / comparedShare),
      comparedShare: Math.min(1, comparedShare),
      askersCompared: results.length,
      askersAgreed: results.filter(Boolean).length,
    };
  });
}

export function verdictOf(pairs: readonly SourceAgreement[]): AnswersVerdict {
  const known = pairs.flatMap(({ agreement }) => agreement ?? []);
  if (known.length === 0) return "inconclusive";
  return known.every((agreement) => agreement >= GOOD_AGREEMENT) ? "agreed" : "disagreed";
}

function resultsOf(
  askers: GroupAnswers["askers"],
  [one, other]: readonly [AnswerSource, AnswerSource],
): boolean[] {
  return askers.flatMap(({ answers }) => {
    const a = answers.find(({ source }) => source === one);
    const b = answers.find(({ source }) => source === other);
    const result = a === undefined || b === undefined ? null : agree(a, b);
    return result === null ? [] : [result];
  });
}
