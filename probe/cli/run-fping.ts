import { startFping } from "../measure/fping.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { Sample } from "./measure-summary.ts";

/** The options that fping is given. */
export type FpingOptions = Pick<
  MeasureOptions,
  "count" | "intervalMs" | "timeoutMs" | "sourceAddress"
>;

/**
 * Measures one address by ICMP, with one fping for all packets.
 *
 * @param stop ends it early; packets that are under way are then left out
 * @throws FpingProblem where fping is not installed or cannot work, with what to do about it
 */
export function runFping(
  address: string,
  options: FpingOptions,
  onSample: (sample: Sample) => void,
  stop: AbortSignal,
  command?: string,
): Promise<void> {
  const { count, intervalMs, timeoutMs, sourceAddress } = options;
  return new Promise((resolve, reject) => {
    const run = startFping(
      {
        addresses: [address],
        count,
        periodMs: Math.round(intervalMs),
        spacingMs: 1,
        timeoutMs,
        sourceAddress,
      },
      {
        onEnd: ({ index }, atMs, outcome) => onSample({ seq: index + 1, atMs, outcome }),
        onExit: (problem) => (problem === null ? resolve() : reject(problem)),
      },
      command,
    );
    stop.addEventListener("abort", () => {
      run.stop();
      resolve();
    });
  });
}
