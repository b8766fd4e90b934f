import type { PathHistory } from "../../contract/path-history.ts";
import type { Scenario } from "../../contract/scenario.ts";
import { shippedPrices } from "../cost/shipped-prices.ts";
import type { EvidenceInput } from "./evidence-input.ts";

const FIVE_MINUTES_MS = 300_000;
const DAY_MS = 86_400_000;

/**
 * What a recommendation on a scenario stands on. What was measured or tried later than the moment that
 * the answer is for is left out: nobody knew it then.
 *
 * @param atMs that moment instead of the one that the scenario names
 */
export function inputOfScenario(scenario: Scenario, atMs?: number): EvidenceInput {
  const { service, vantages, evidence, failoverRuns, prices, live, thresholds, memory } = scenario;
  const at = atMs ?? scenario.atMs ?? endOf(scenario);
  return {
    atMs: at,
    service,
    vantages,
    source: evidence.source,
    histories: evidence.paths.map((history) => until(history, at)),
    failoverRuns: failoverRuns.filter((run) => run.atMs <= at),
    prices: prices ?? shippedPrices(),
    live: live ?? service.incumbentDesign ?? null,
    thresholds,
    memory,
  };
}

/** When the last of the evidence ends; the start of time where there is none. */
function endOf({ evidence, failoverRuns }: Scenario): number {
  let end = 0;
  for (const { medians, days } of evidence.paths) {
    const [startMs] = medians.at(-1) ?? [];
    const day = days.at(-1)?.day;
    if (startMs !== undefined) end = Math.max(end, startMs + FIVE_MINUTES_MS);
    if (day !== undefined) end = Math.max(end, (day + 1) * DAY_MS);
  }
  return failoverRuns.reduce((latest, run) => Math.max(latest, run.atMs), end);
}

/** Of a day that is not over only its medians: what its histogram holds cannot be told apart. */
function until(history: PathHistory, atMs: number): PathHistory {
  const { medians, days } = history;
  const isWhole =
    (medians.at(-1)?.[0] ?? 0) + FIVE_MINUTES_MS <= atMs &&
    ((days.at(-1)?.day ?? 0) + 1) * DAY_MS <= atMs;
  if (isWhole) return history;
  return {
    ...history,
    medians: medians.filter(([startMs]) => startMs + FIVE_MINUTES_MS <= atMs),
    days: days.filter(({ day }) => (day + 1) * DAY_MS <= atMs),
  };
}
