import { MINUTE_MS } from "../../probe/contract/minute.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { Recommendation } from "../contract/recommendation.ts";
import { composeAdvice } from "../core/advise/compose-advice.ts";
import { isNews } from "../core/advise/is-news.ts";
import type { Store } from "../store/store.ts";
import { hashEvidence } from "./hash-evidence.ts";
import { daysOf, loadEvidence } from "./load-evidence.ts";

/** What refreshing needs. */
export type AdviceDependencies = {
  readonly store: {
    readonly estate: Pick<Store["estate"], "read">;
    readonly index: Pick<Store["index"], "activeSince">;
    readonly buckets: Pick<Store["buckets"], "sums">;
    readonly recommendations: Pick<Store["recommendations"], "latest" | "append">;
    readonly changes: Pick<Store["changes"], "publish">;
  };
  readonly now: () => number;
  /** When each service is due again in this process; kept between calls, empty at first. */
  readonly dueAtMs: Map<string, number>;
};

/** Young evidence changes its verdicts by the minute, … */
const YOUNG_MS = 3_600_000;
/** … older evidence moves slowly and takes longer to read. */
const SETTLED_INTERVAL_MS = 300_000;
/** A service rests so many times as long as advising it took: on a large estate folding goes on beside it. */
const RESTS = 20;

/**
 * Advises every service of the estate on the evidence of now, and keeps the answer as a new numbered
 * recommendation where it is news. Answers the new ones. May be called as often as one likes.
 *
 * @throws when the store does not answer.
 */
export async function refreshAdvice(dependencies: AdviceDependencies): Promise<Recommendation[]> {
  const estate = await dependencies.store.estate.read();
  if (estate === null) return [];
  const made: Recommendation[] = [];
  const { now, dueAtMs } = dependencies;
  for (const service of estate.services) {
    const startedMs = now();
    if (startedMs < (dueAtMs.get(service.id) ?? 0)) continue;
    const fresh = await adviseService(dependencies, estate, service, startedMs);
    if (fresh !== null) made.push(fresh);
    const endedMs = now();
    const restedAtMs = endedMs + RESTS * (endedMs - startedMs);
    dueAtMs.set(service.id, Math.max(restedAtMs, dueAtMs.get(service.id) ?? 0));
  }
  if (made.length > 0) {
    const atMs = dependencies.now();
    await dependencies.store.changes.publish({ kind: "recommendation", atMs, vantages: [] });
  }
  return made;
}

async function adviseService(
  { store, dueAtMs }: AdviceDependencies,
  estate: Estate,
  service: Service,
  atMs: number,
): Promise<Recommendation | null> {
  const { paths, fromMs, minutes } = await loadEvidence(store, service.id, atMs);
  // A verdict on the first seconds would be withdrawn in the next.
  if (fromMs === null || atMs - fromMs < MINUTE_MS) return null;
  if (atMs - fromMs > YOUNG_MS) dueAtMs.set(service.id, atMs + SETTLED_INTERVAL_MS);
  const advice = composeAdvice({
    atMs,
    service,
    vantages: estate.vantages,
    paths,
    fromMs,
    toMs: atMs,
    fullDays: daysOf(minutes),
    failoverRuns: 0,
  });
  if (!isNews(advice, await store.recommendations.latest(service.id))) return null;
  const evidence = { ...advice.evidence, hash: hashEvidence(paths) };
  return store.recommendations.append(service.id, (id) => ({ ...advice, id, evidence }));
}
