import { setTimeout as delay } from "node:timers/promises";
import type { ControllerApi } from "./controller-api.ts";

const ASK_EVERY_MS = 500;

/**
 * Resolves with true once a batch that was made after `sinceMs` is stored (an earlier run's do not count), with false when `signal` ends the waiting.
 * A question that fails is asked again: this only serves a friendly line.
 */
export async function awaitFirstMeasurements(
  api: Pick<ControllerApi, "status">,
  sinceMs: number,
  signal: AbortSignal,
  askEveryMs: number = ASK_EVERY_MS,
): Promise<boolean> {
  while (!signal.aborted) {
    const status = await api.status().catch(() => null);
    if (signal.aborted) break;
    const newest = status?.vantages.map((vantage) => vantage.newestBatchAtMs ?? 0) ?? [];
    if (newest.some((atMs) => atMs >= sinceMs)) return true;
    await delay(askEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
