import type { AnswerRun } from "../../contract/answer-run.ts";
import type {
  AnswersAbout,
  AnswersReport,
  AskerAnswers,
  Disagreement,
  GroupAnswers,
  NotAsked,
  SourceAnswer,
} from "../../contract/answers.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import { clientGroups } from "../advise/client-groups.ts";
import { canonicalName } from "../routing/names.ts";
import { agree } from "./agree.ts";
import { agreements, verdictOf } from "./agreements.ts";
import type { AnswerContext } from "./answer-context.ts";
import { askerKey, askersOf, type GroupAsker } from "./askers.ts";
import { disagreementReasons } from "./disagreement-reasons.ts";
import { ledToTogether } from "./led-to.ts";
import { notAsked } from "./not-asked.ts";
import { answerOfLookups, answerOfModel, answerOfTest, type Observed } from "./source-answers.ts";
import { byTrust, isKnown, mostTrusted, TRUST_ORDER } from "./trust-order.ts";

/** All that is known of what a service's name is answered with. */
export interface AnswersInput {
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly about: AnswersAbout;
  readonly context: AnswerContext;
  /** By vantage; nothing of a design that does not stand. */
  readonly observed: ReadonlyMap<string, Observed>;
  /** The last round of questions to Route 53; null before the first. */
  readonly run: AnswerRun | null;
  readonly unread: readonly string[];
  readonly nowMs: number;
  readonly windowMs: number;
}

/** What Route 53 answers each client group, by every source, and how far these agree. */
export function composeAnswers(input: AnswersInput): AnswersReport {
  const { service, vantages, about, context, nowMs, windowMs } = input;
  const disagreements: Disagreement[] = [];
  const groups = clientGroups(service, vantages).map((group): GroupAnswers => {
    const askers = askersOf(group, vantages).map((asker) => {
      const answers = answersOf(input, asker);
      disagreements.push(...disagreementsOf(group.id, asker, answers, context));
      return composeAsker(input, asker, answers);
    });
    const best = askers.flatMap(({ answers }) => mostTrusted(answers) ?? []);
    const { id, label, share } = group;
    return {
      group: id,
      label,
      share,
      ledTo: ledToTogether(best.map((each) => each.ledTo)),
      askers,
    };
  });
  const pairs = agreements(groups, about);
  return {
    service: service.id,
    about,
    name: canonicalName(context.door.host),
    madeAtMs: nowMs,
    windowMs,
    verdict: verdictOf(pairs),
    trust: TRUST_ORDER,
    groups,
    agreements: pairs,
    disagreements,
    unread: [...input.unread],
  };
}

function answersOf(input: AnswersInput, asker: GroupAsker): SourceAnswer[] {
  const { about, context, observed, run } = input;
  const seen = observed.get(asker.vantage?.id ?? "");
  const asked = run?.results.find((each) => askerKey(each.asker) === askerKey(asker.name));
  return [
    seen === undefined || about === "proposed" ? undefined : answerOfLookups(context, asker, seen),
    asked === undefined ? undefined : answerOfTest(context, asker.asker, asked, about),
    answerOfModel(context, asker),
  ].filter((answer) => answer !== undefined);
}

function composeAsker(
  input: AnswersInput,
  asker: GroupAsker,
  answers: readonly SourceAnswer[],
): AskerAnswers {
  const known = answers.filter(isKnown);
  const together = pairsOf(known).flatMap(([one, other]) => agree(one, other) ?? []);
  return {
    asker: asker.name,
    answers: [...answers],
    notAsked: missingOf(input, asker, answers),
    trusted: mostTrusted(answers)?.source ?? null,
    isAgreed: together.length === 0 ? null : together.every(Boolean),
  };
}

function missingOf(
  input: AnswersInput,
  asker: GroupAsker,
  answers: readonly SourceAnswer[],
): NotAsked[] {
  const has = new Set(answers.map(({ source }) => source));
  return notAsked(input, asker).filter(({ source }) => !has.has(source));
}

function disagreementsOf(
  group: string,
  asker: GroupAsker,
  answers: readonly SourceAnswer[],
  context: AnswerContext,
): Disagreement[] {
  return pairsOf(answers).flatMap(([one, other]): Disagreement[] =>
    agree(one, other) !== false
      ? []
      : [
          {
            group,
            asker: asker.name,
            sources: [one.source, other.source],
            reasons: disagreementReasons({ context, asker, one, other }),
          },
        ],
  );
}

/** Every two answers, each with the more trusted source first. */
function pairsOf(answers: readonly SourceAnswer[]): [SourceAnswer, SourceAnswer][] {
  const sorted = [...answers].sort((a, b) => byTrust(a.source, b.source));
  return sorted.flatMap((one, at) =>
    sorted.slice(at + 1).map((other): [SourceAnswer, SourceAnswer] => [one, other]),
  );
}
