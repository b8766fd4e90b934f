import type { Service } from "../../contract/estate.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { candidatesFor } from "../candidates/candidates-for.ts";
import { groundOf } from "../candidates/ground.ts";
import type { Knowledge } from "../candidates/knowledge.ts";
import { standingCandidate } from "../candidates/standing-candidate.ts";
import { type ConstraintCheck, constraintCheck } from "../constraints/constraint-check.ts";
import { audiencesOf } from "../predict/audience.ts";
import type { Candidate } from "../predict/candidate.ts";
import { designPredictor } from "../predict/design-predictor.ts";
import { evidenceBook } from "../predict/evidence-book.ts";
import { fastestWays } from "../predict/fastest-ways.ts";
import { gainOf, type Gain as PredictedGain } from "../predict/gain.ts";
import { serviceBook } from "../routing/service-book.ts";
import { acceleratedGroups } from "./accelerated-groups.ts";
import { askedAgain } from "./asked-again.ts";
import { clientGroups, coverageOf } from "./client-groups.ts";
import type { Gain } from "./entry-gain.ts";
import { evidenceGrade } from "./evidence-grade.ts";
import type { EvidenceInput } from "./evidence-input.ts";
import { evidenceSpan } from "./evidence-span.ts";
import { flipPoints } from "./flip-points.ts";
import { historyEvidence } from "./history-evidence.ts";
import { judgeEntries } from "./judge-entries.ts";
import { knowledgeOf } from "./knowledge-of.ts";
import type { Advice } from "./path-evidence.ts";
import { recommend } from "./recommend.ts";
import { sensitivityOf } from "./sensitivity-of.ts";
import { vantagesAdvice } from "./vantage-advice.ts";

/** What of an answer is wanted besides the answer. */
export interface AdviceOptions {
  /** All designs that were looked at, not the best of each kind. */
  readonly everyDesign?: boolean;
}

/**
 * Recommends how users shall be led to a service: what was measured is judged day by day, designs are
 * put together, held against the constraints, predicted and compared, and the best is weighed against
 * what stands. Pure: equal input, equal answer. What is not known is named, and leads to a named outcome.
 */
export function advise(input: EvidenceInput, options: AdviceOptions = {}): Advice {
  const { vantages, histories, thresholds, failoverRuns } = input;
  const groups = clientGroups(input.service, vantages);
  const service: Service = { ...input.service, clientGroups: groups };
  const paths = histories.map(historyEvidence);
  const judgements = judgeEntries({ service, groups, histories, paths, thresholds });
  const own = histories.filter(isMeasured);
  const span = evidenceSpan(groups, own);
  const coverage = coverageOf(
    groups,
    paths.filter((_, at) => isMeasured(histories[at] as PathHistory)),
  );
  const book = evidenceBook(histories);
  const audiences = audiencesOf(service, vantages);
  const { prices } = input;
  const measured = { service, vantages, audiences, book, judgements, thresholds, prices };
  const knowledge = knowledgeOf({
    ...{ audiences, book, thresholds, prices, latency: undefined },
    acceleratedBy: (p50Us) => acceleratedGroups({ ...measured, p50Us }),
    endpoints: service.endpoints,
  });
  const compared = comparedDesigns(input, service, knowledge);
  const predictor = designPredictor({
    service,
    vantages,
    evidence: book,
    failoverRuns,
    prices,
    live: input.live,
  });
  const check = remembered(
    constraintCheck({
      service,
      groups: audiences.map(({ group, weight, listeners }) => ({
        id: group.id,
        share: weight,
        askers: listeners.map(({ asker }) => asker),
      })),
      book: serviceBook(service, null),
    }),
  );
  const { verdict, decision, rules } = recommend({
    input,
    service,
    areGroupsDeclared: input.service.clientGroups.length > 0,
    span,
    coverage,
    judgements,
    groundless: compared.groundless,
    leftOut: compared.leftOut,
    predictions: compared.candidates.map(predictor.predict),
    incumbent: compared.standing?.name ?? null,
    broken: ({ candidate }) => check(candidate),
    fastest: fastestWays(audiences, service.endpoints, book),
    gainOf: (from, to) => knownGain(gainOf(book, to, from)),
    everyDesign: options.everyDesign ?? false,
  });
  const asked = askedAgain(decision, rules, predictor);
  return {
    service: service.id,
    madeAtMs: input.atMs,
    ...verdict,
    groups: judgements.map(({ advice }) => advice),
    vantages: vantagesAdvice(service, vantages, paths),
    flips: flipPoints(asked),
    sensitivity: sensitivityOf(asked),
    since: null,
    evidence: {
      source: input.source,
      fromMs: span.fromMs ?? input.atMs,
      toMs: span.toMs ?? input.atMs,
      samples: span.samples,
      fullDays: span.fullDays,
      coverage,
      grade: evidenceGrade({
        fullDays: span.fullDays,
        coverage,
        failoverRuns: failoverRuns.length,
      }),
    },
  };
}

/** A design is held against the constraints once, however often a decision is asked again. */
function remembered(check: ConstraintCheck): ConstraintCheck {
  const known = new Map<string, ReturnType<ConstraintCheck>>();
  return (candidate) => {
    const before = known.get(candidate.name);
    if (before !== undefined) return before;
    const reasons = check(candidate);
    known.set(candidate.name, reasons);
    return reasons;
  };
}

/** Times of a model, or of another path, are no evidence of their own: they earn no grade. */
function isMeasured({ basis }: PathHistory): boolean {
  return basis === undefined || basis === "measured";
}

/** A gain that holds for fewer of the users says too little of all. */
const LEAST_COVERAGE = 0.8;

/** Null where it is not known of enough users; nothing at all where everybody is served alike. */
function knownGain({ interval, coverage, groups }: PredictedGain): Gain | null {
  if (coverage < LEAST_COVERAGE) return null;
  const known = groups.flatMap(({ group, us }) => (us === null ? [] : [{ group, us }]));
  if (interval !== null) {
    return { us: interval.mean, lowUs: interval.low, highUs: interval.high, groups: known };
  }
  const isAlike = groups.every(({ us, days }) => us === 0 && days.length === 0);
  return isAlike ? { us: 0, lowUs: 0, highUs: 0, groups: known } : null;
}

interface ComparedDesigns {
  readonly candidates: readonly Candidate[];
  readonly leftOut: ReturnType<typeof candidatesFor>["leftOut"];
  readonly standing: Candidate | null;
  /** Why no design can be put together; null where they can. */
  readonly groundless: string | null;
}

function comparedDesigns(
  { live }: EvidenceInput,
  service: Service,
  knowledge: Knowledge,
): ComparedDesigns {
  const groups = service.clientGroups.map(({ id }) => id);
  const standing = live === null ? null : standingCandidate(service, live, groups, knowledge);
  const ground = groundOf(service);
  if (typeof ground === "string") {
    const candidates = standing === null ? [] : [standing];
    return { candidates, leftOut: [], standing, groundless: ground };
  }
  const { candidates, leftOut } = candidatesFor(ground, knowledge, standing);
  return { candidates, leftOut, standing, groundless: null };
}
