import { setTimeout as delay } from "node:timers/promises";
import type { Workers } from "./queue/start-workers.ts";

const TRY_AGAIN_MS = 1_000;

/** Work that begins now, or as soon as Redis answers. */
export type BegunWork = {
  /** True once it has begun; false when it is closed before. Rejects where nothing is waited for. */
  readonly begun: Promise<boolean>;
  /** Whether the workers run; null while there are none. */
  areRunning(): boolean | null;
  close(): Promise<void>;
};

/**
 * Begins the work of a process.
 *
 * @param begin answers the workers it started, null for none
 * @param answered resolves when Redis has answered for the first time; null where it has already, so
 *   that a failure is final
 */
export function beginWork(
  begin: () => Promise<Workers | null>,
  answered: Promise<boolean> | null,
  onError: (error: Error) => void,
): BegunWork {
  const closing = new AbortController();
  let workers: Workers | null = null;
  const once = async () => {
    workers = await begin();
    // Closed in the meantime: nobody else knows of these workers.
    if (closing.signal.aborted) await workers?.close();
    return !closing.signal.aborted;
  };
  const untilBegun = async (first: Promise<boolean>) => {
    if (!(await first)) return false;
    while (!closing.signal.aborted) {
      try {
        return await once();
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
        await delay(TRY_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    return false;
  };
  return {
    begun: answered === null ? once() : untilBegun(answered),
    areRunning: () => workers?.areRunning ?? null,
    async close() {
      closing.abort();
      await workers?.close();
    },
  };
}
