import { setTimeout as delay } from "node:timers/promises";
import type { AwsOptions } from "./aws/aws-options.ts";
import { ControllerProblem } from "./controller-problem.ts";
import type { RunningWork } from "./start-work.ts";

const TRY_AGAIN_MS = 1_000;

/** Work that begins now, or as soon as Redis answers. */
export type BegunWork = {
  /** True once it has begun; false when it is closed before. Rejects where nothing is waited for. */
  readonly begun: Promise<boolean>;
  /** Whether the workers run; null while there are none. */
  areRunning(): boolean | null;
  /**
   * Has AWS read once the work has begun, in place of what was told of it before.
   *
   * @throws ControllerProblem where this process has no workers.
   */
  readAws(options: AwsOptions): Promise<void>;
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
  begin: () => Promise<RunningWork | null>,
  answered: Promise<boolean> | null,
  onError: (error: Error) => void,
): BegunWork {
  const closing = new AbortController();
  let workers: RunningWork | null = null;
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
  const begun = answered === null ? once() : untilBegun(answered);
  return {
    begun,
    areRunning: () => workers?.areRunning ?? null,
    async readAws(options) {
      if (!(await begun)) return;
      if (workers === null) throw noWorkers();
      await workers.readAws(options);
    },
    async close() {
      closing.abort();
      await workers?.close();
    },
  };
}

function noWorkers(): ControllerProblem {
  return new ControllerProblem(
    "AWS is read by workers, and this process has none.",
    "Give it the role worker as well, or tell another process of AWS.",
  );
}
