import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { seriesKey } from "../../probe/contract/path.ts";
import type { AdviceSettings } from "../contract/advice-settings.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { Recommendation } from "../contract/recommendation.ts";
import { advise } from "../core/advise/advise.ts";
import { clientGroups } from "../core/advise/client-groups.ts";
import { differences } from "../core/advise/differences.ts";
import { isNews } from "../core/advise/is-news.ts";
import { nextEvaluationMs } from "../core/advise/next-evaluation.ts";
import { outcomeEvent } from "../core/advise/outcome-event.ts";
import type { Advice } from "../core/advise/path-evidence.ts";
import { remember } from "../core/advise/remember.ts";
import { modelError } from "../core/what-if/model-error.ts";
import type { AdviceState } from "../store/advice-record.ts";
import type { Store } from "../store/store.ts";
import type { Tell } from "../webhooks/tell-receivers.ts";
import { type EvidenceStore, evidenceOf, type LoadedEvidence } from "./evidence-of.ts";
import { hashEvidence } from "./hash-evidence.ts";
import type { DaysAtHand } from "./load-histories.ts";

/** What refreshing needs. */
export type AdviceDependencies = {
  readonly store: EvidenceStore & {
    readonly estate: Pick<Store["estate"], "read">;
    readonly advice: Pick<Store["advice"], "read" | "write">;
    readonly recommendations: Pick<Store["recommendations"], "latest" | "append" | "keepError">;
    readonly changes: Pick<Store["changes"], "publish">;
  };
  readonly now: () => number;
  /** Pause between evaluations of a service on which nothing was changed, and what is worth acting on. */
  readonly rules: Pick<AdviceSettings, "everyMs" | "thresholds" | "switchCostUsd">;
  readonly atHand: DaysAtHand;
  /** Told when another outcome is recommended than before. */
  readonly tell: Tell;
};

/**
 * Evaluates every service of the estate that is due or was asked for, and keeps the answer as a new numbered
 * recommendation where it is news. Answers the new ones. May be called as often as one likes, by one process
 * at a time. A service that cannot be evaluated stays due, and does not keep the others from being evaluated.
 *
 * @throws when the store does not answer, or the first thing that went wrong with a service, at the end
 */
export async function refreshAdvice(dependencies: AdviceDependencies): Promise<Recommendation[]> {
  const { store, now } = dependencies;
  const estate = await store.estate.read();
  if (estate === null) return [];
  const made: Recommendation[] = [];
  const failed: unknown[] = [];
  for (const service of estate.services) {
    try {
      const fresh = await evaluate(dependencies, estate, service);
      if (fresh !== null) made.push(fresh);
    } catch (error) {
      failed.push(error);
    }
  }
  if (made.length > 0) {
    await store.changes.publish({ kind: "recommendation", atMs: now(), vantages: [] });
  }
  if (failed.length > 0) throw failed[0];
  return made;
}

async function evaluate(
  dependencies: AdviceDependencies,
  estate: Estate,
  service: Service,
): Promise<Recommendation | null> {
  const { store, atHand, now, rules } = dependencies;
  const startedMs = now();
  const state = await store.advice.read(service.id);
  if (startedMs < state.dueAtMs && state.asked === state.answered) return null;
  const when = { atMs: startedMs, memory: state.memory, rules };
  const loaded = await evidenceOf(store, atHand, estate, service, when);
  const growsSinceMs = loaded.isImportUsed ? null : await firstMinute(store, loaded);
  // A verdict on the first seconds would be withdrawn in the next.
  const isTooYoung = !loaded.isImportUsed && startedMs - (growsSinceMs ?? startedMs) < MINUTE_MS;
  if (isTooYoung) {
    const { memory, told } = state;
    const left = { dueAtMs: startedMs, memory, told, isImportUsed: false };
    await store.advice.write(service.id, state.asked, left);
    return null;
  }
  const advice = advise(loaded.input);
  const latest = await store.recommendations.latest(service.id);
  await holdAgainst(store, loaded, latest);
  const fresh = isNews(advice, latest) ? await keep(dependencies, loaded, advice, latest) : null;
  const told = await tellOutcome(dependencies, state, fresh ?? latest);
  await store.advice.write(service.id, state.asked, {
    dueAtMs: nextEvaluationMs({ startedMs, endedMs: now(), growsSinceMs, everyMs: rules.everyMs }),
    memory: remember(state.memory, advice.best, startedMs),
    told,
    isImportUsed: loaded.isImportUsed,
  });
  return fresh;
}

/** Holds what the latest recommendation predicted of the design in use against the days that came after it. */
async function holdAgainst(
  { recommendations }: AdviceDependencies["store"],
  { input: { service, vantages, histories, source } }: LoadedEvidence,
  latest: Recommendation | null,
): Promise<void> {
  // What was made up says nothing of how well anything was predicted.
  if (source !== "measured") return;
  const inUse = latest?.designs.find(({ isIncumbent }) => isIncumbent);
  if (latest === null || inUse === undefined) return;
  const error = modelError({
    recommendation: latest,
    design: inUse.name,
    clientGroups: clientGroups(service, vantages),
    histories,
  });
  if (error !== null && error.p50 !== null) await recommendations.keepError(error);
}

function keep(
  { store }: AdviceDependencies,
  { input, pricesVersion }: LoadedEvidence,
  advice: Advice,
  latest: Recommendation | null,
): Promise<Recommendation> {
  const evidence = { ...advice.evidence, hash: hashEvidence(input, pricesVersion) };
  const since = latest === null ? null : { id: latest.id, changes: differences(latest, advice) };
  return store.recommendations.append(advice.service, (id) => ({ ...advice, id, since, evidence }));
}

/**
 * Tells of an outcome that is another than the one told before. What was kept but not told, because the
 * process ended in between, is told by the next evaluation; what was told twice has the same name.
 */
async function tellOutcome(
  { tell }: AdviceDependencies,
  { told }: AdviceState,
  newest: Recommendation | null,
): Promise<AdviceState["told"]> {
  if (newest === null || newest.id === told?.id) return told;
  if (told !== null && told.outcome !== newest.outcome) {
    await tell(outcomeEvent(told.outcome, newest));
  }
  return { id: newest.id, outcome: newest.outcome };
}

/** The first minute of what was measured, as five minutes do not tell it; null without any. */
async function firstMinute(
  store: EvidenceStore,
  { input: { atMs, service, histories } }: LoadedEvidence,
): Promise<number | null> {
  const starts = histories.flatMap(({ medians }) =>
    medians.slice(0, 1).map(([startMs]) => startMs),
  );
  if (starts.length === 0) return null;
  const firstMs = starts.reduce((a, b) => Math.min(a, b));
  const toMs = firstMs + 5 * MINUTE_MS;
  if (atMs - toMs >= MINUTE_MS) return firstMs;
  const keys = histories.map(({ vantage, entry, endpoint }) =>
    seriesKey({ vantage, service: service.id, entry, endpoint, metric: "echo_rtt" }),
  );
  const window = { fromMs: firstMs, toMs: Math.min(atMs, toMs), stepMs: MINUTE_MS };
  const { bySeries } = await store.buckets.sums(keys, window, atMs);
  const minutes = [...bySeries.values()].flatMap(([first]) => first?.firstMs ?? []);
  return minutes.reduce((a, b) => Math.min(a, b), atMs);
}
