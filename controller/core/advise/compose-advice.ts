import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Advice, AdviceInput } from "./advice-input.ts";
import { adviceSentence } from "./advice-sentence.ts";
import { clientGroups, coverageOf } from "./client-groups.ts";
import { evidenceGrade } from "./evidence-grade.ts";
import { adviseGroup } from "./group-advice.ts";
import { missingEvidence } from "./missing-evidence.ts";
import { soFar } from "./so-far.ts";
import { adviseVantage } from "./vantage-advice.ts";

/**
 * Recommends a way in for every client group of a service, from medians of `echo_rtt`.
 *
 * First cut of the method: the interval of a difference pools all values of the window instead of
 * comparing day by day, no cost and no failover time enter. Such evidence earns no outcome but
 * `insufficient_evidence`, whatever its amount; what it points to stands in `soFar`.
 */
export function composeAdvice(input: AdviceInput): Advice {
  const { service, paths, atMs, fromMs, toMs, fullDays, failoverRuns } = input;
  const groups = clientGroups(service, input.vantages);
  const results = groups.map((group) => adviseGroup(group, service, paths));
  const advices = results.map(({ advice }) => advice);
  const regrets = results.map(({ regret }) => regret).filter((regret) => regret !== null);
  const samples = paths.reduce((sum, { bucket }) => sum + countInBins(bucket.bins), 0);
  const coverage = coverageOf(groups, paths);
  const missing = missingEvidence(input, coverage);
  return {
    service: service.id,
    madeAtMs: atMs,
    outcome: "insufficient_evidence",
    sentence: adviceSentence({ groups: advices, regrets, missing, fullDays, samples }),
    soFar: soFar(advices),
    missing,
    groups: advices,
    ...NOT_COMPARED,
    vantages: vantagesOf(input).map((vantage) => adviseVantage(vantage, service, paths)),
    evidence: {
      source: "measured",
      fromMs,
      toMs,
      samples,
      fullDays,
      coverage,
      grade: evidenceGrade({ fullDays, coverage, failoverRuns }),
    },
  };
}

/** Designs are not compared yet. */
const NOT_COMPARED = {
  designs: [],
  best: null,
  reasons: [],
  explanation: [],
  flips: [],
  sensitivity: null,
  since: null,
} satisfies Partial<Advice>;

/** The vantages that measured the service, in the order of the estate. */
function vantagesOf({ vantages, paths }: AdviceInput): string[] {
  const measured = new Set(paths.map(({ vantage }) => vantage));
  return vantages.map(({ id }) => id).filter((id) => measured.has(id));
}
