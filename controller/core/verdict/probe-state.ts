import type { Service } from "../../contract/estate.ts";
import type { VantageStatus } from "../../contract/status.ts";
import type { VantageReport } from "./status-input.ts";
import { VERDICT_RULES } from "./verdict-rules.ts";

/**
 * How long a probe may be quiet before it counts as silent: three of its longest rounds or three
 * reports, whichever is longer.
 */
export function silentAfterMs(services: readonly Service[], batchIntervalMs: number): number {
  const rounds = services.flatMap(({ cadence }) => [
    cadence.echoIntervalMs,
    cadence.connectionIntervalMs,
    cadence.icmpIntervalMs ?? 0,
  ]);
  const longestMs = Math.max(batchIntervalMs, ...rounds);
  return Math.max(VERDICT_RULES.leastSilentMs, VERDICT_RULES.silentAfterRounds * longestMs);
}

/** `new` until the first batch, then `measuring` until nothing came for `quietMs`. */
export function probeState(
  report: VantageReport,
  atMs: number,
  quietMs: number,
): VantageStatus["probe"] {
  if (report.newestBatchAtMs === null) return "new";
  return atMs - report.newestBatchAtMs > quietMs ? "silent" : "measuring";
}

/**
 * Whether a probe measures but starts too few of the attempts that are due, by its own last word:
 * because its machine is overloaded or its owner permits less than is assigned.
 */
export function isBehind({ probe, runRatio }: Pick<VantageStatus, "probe" | "runRatio">): boolean {
  return probe === "measuring" && runRatio !== undefined && runRatio < VERDICT_RULES.leastRunRatio;
}
