import type { Advice } from "../core/advise/advice-input.ts";
import { composeAdvice } from "../core/advise/compose-advice.ts";
import type { EvidenceInput } from "../core/advise/evidence-input.ts";
import { historyEvidence } from "../core/advise/history-evidence.ts";
import { FIVE_MINUTES_MS } from "../core/fold/tier.ts";
import { measuredDays } from "../core/history/measured-days.ts";

/** A recommendation for a service, from all that is known of it. */
export function adviseHistories(input: EvidenceInput): Advice {
  const { atMs, service, vantages, histories, failoverRuns, source } = input;
  const times = histories.flatMap(({ medians }) => [...medians.slice(0, 1), ...medians.slice(-1)]);
  const starts = times.map(([startMs]) => startMs);
  const advice = composeAdvice({
    atMs,
    service,
    vantages,
    // Paths pinned by a way in say nothing about what it gives.
    paths: histories
      .filter(({ entry, endpoint }) => (entry === "direct") === (endpoint !== null))
      .map(historyEvidence),
    fromMs: starts.reduce((a, b) => Math.min(a, b), atMs),
    toMs: starts.reduce((a, b) => Math.max(a, b + FIVE_MINUTES_MS), 0),
    fullDays: measuredDays(histories),
    failoverRuns: failoverRuns.length,
  });
  return { ...advice, evidence: { ...advice.evidence, source } };
}
