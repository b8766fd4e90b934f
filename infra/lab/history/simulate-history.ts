import type { HistoryImport } from "../../../controller/contract/history-import.ts";
import type { Truth } from "../announcement.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { simulateFailovers } from "./simulate-failovers.ts";
import { simulatePaths } from "./simulate-paths.ts";

/** Two weekly cycles: enough for a firm verdict. */
const DAYS = 14;
const DAY_MS = 86_400_000;
const FIVE_MINUTES_MS = 300_000;

/**
 * What would have been measured in a world on the 14 full days (UTC) before a moment, if it had been
 * there: so that the first recommendation need not wait for them. Drawn by the world's seed, the same
 * for all moments of a day. It says of itself that it is simulated.
 *
 * @param truth true medians, of the paths that have one
 */
export function simulateHistory(
  world: World,
  atlas: Atlas,
  truth: readonly Truth[],
  atMs: number,
): HistoryImport {
  const firstDay = Math.floor(atMs / DAY_MS) - DAYS;
  const { echoIntervalMs } = world.service.cadence;
  const grid = {
    firstDay,
    days: DAYS,
    perFiveMinutes: Math.max(1, Math.floor(FIVE_MINUTES_MS / echoIntervalMs)),
  };
  return {
    isochroneHistory: 1,
    source: "simulated",
    origin: `lab ${world.name}, seed ${world.seed}`,
    paths: simulatePaths(world, atlas, truth, grid),
    failoverRuns: simulateFailovers(world, truth, grid),
  };
}
